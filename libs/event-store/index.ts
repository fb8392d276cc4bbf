export { append, appendAll, type Append, type AppendResult } from './append.ts';
export { AppendBatcher } from './append-batcher.ts';
export { canonicalEvent, canonicalJson, chainHash, genesisHash, partDigest } from './canonical.ts';
export type { Fault } from './diagnose.ts';
export { locateFault, type Alteration, type Misplacement } from './locate-fault.ts';
export {
  CommandIdReused,
  StoreBusy,
  TenantClosed,
  TenantSuspended,
  UnknownTenant,
  VersionConflict,
} from './errors.ts';
export { streamName } from './event.ts';
export type {
  EventMetadata,
  Expectation,
  ExpectedVersion,
  Fact,
  Json,
  JsonObject,
  NewEvent,
  RecordedEvent,
  StreamFact,
  StreamRef,
} from './event.ts';
export { gatherCalls, type GatheredCalls } from './gathered-calls.ts';
export {
  chainPoint,
  openChains,
  readHeads,
  storedHashes,
  type ChainHead,
  type TenantChain,
} from './heads.ts';
export {
  InvalidPublication,
  lineHash,
  NO_LINE,
  readLine,
  signedLine,
  type Publication,
} from './publication.ts';
export {
  EventReader,
  recordedEvent,
  type EventFilter,
  type EventKind,
  type EventRow,
  type HistoryFilter,
  type Receipt,
} from './read.ts';
export { StateLoader, type CommandState, type StateRequest } from './state-loader.ts';
export type { PreparedStatement, SqlClient, SqlConnection, SqlPool } from './sql-client.ts';
export {
  verifyChain,
  type ChainPoint,
  type ChainSource,
  type ChainVerdict,
  type PartDigests,
} from './verify.ts';
export { upcast, type Upcast, type Upcasters } from './upcasters.ts';
