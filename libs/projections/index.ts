export { foldAsOf, type PastReadModel, type PastReadModels } from './as-of.ts';
export { readBuildStatus, type BuildStatus } from './build-status.ts';
export {
  abortRebuild,
  beginRebuild,
  createTables,
  dropRetiredBuilds,
  readBuilding,
  RebuildRunning,
  switchBuilds,
} from './builds.ts';
export { CatchUp, type CaughtUpTogether } from './catch-up.ts';
export type { CatchUpOutcome } from './run.ts';
export { bigint, date, integer, nullable, text, uuid, type Columns, type Values } from './columns.ts';
export {
  columnsOf,
  defineProjection,
  type EventOf,
  type Projection,
  type RowOf,
} from './define-projection.ts';
export type { Cutoff } from './event-scope.ts';
export {
  defineFigure,
  defineJointFigure,
  figureOrigins,
  type Contribution,
  type Figure,
  type FigureOrigins,
  type JointFigure,
  type JointRows,
  type Place,
} from './figure-origins.ts';
export { FoldFailed, foldInto, type Rows } from './fold.ts';
export { holdViews } from './hold-views.ts';
export { secondsSinceWorkerSeen, showLife } from './liveness.ts';
export {
  ATTEMPTS,
  listHeld,
  ProjectionParked,
  unpark,
  type HeldFilter,
  type HeldProjection,
} from './parking.ts';
export { viewsOfPast } from './past-views.ts';
export { tableName, type Build } from './tables.ts';
export { readLag, readPositions, type ProjectionLag, type TenantPosition } from './positions.ts';
export { ProjectionSignals } from './signals.ts';
export { rowOrigins, type ColumnChange, type RowOrigins } from './provenance.ts';
