import { createHash } from 'node:crypto';

export const KEY_BYTES = 32;

/** A key that the persons' own keys are encrypted with. It is never in the database. */
export interface MasterKey {
  /** Says which key a row needs; made from the key, and says nothing about it. */
  readonly id: string;
  readonly key: Uint8Array;
}

/** Where the master keys are kept: the one in use first, then older ones. Asked again whenever they may have changed. */
export type MasterKeySource = () => Promise<readonly Uint8Array[]>;

/** @throws RangeError for a key of another length than 32 bytes. */
export function masterKey(key: Uint8Array): MasterKey {
  if (key.length !== KEY_BYTES)
    throw new RangeError(`a master key has ${KEY_BYTES} bytes, not ${key.length}`);
  const id = createHash('sha256').update('zhendi/master-key/1/').update(key).digest('hex').slice(0, 16);
  return { id, key };
}

/** The master keys of an installation. */
export class MasterKeys {
  private known = new Map<string, MasterKey>();

  constructor(private readonly source: MasterKeySource) {}

  /** The key in use. Read anew each time: the operator may have put another in its place a moment ago. */
  async inUse(): Promise<MasterKey> {
    const [first] = await this.read();
    if (!first) throw new Error('there is no master key');
    return first;
  }

  /** All keys by their id, read anew when one of those asked for is not known. What is still missing is not in the map. */
  async byId(ids: Iterable<string>): Promise<ReadonlyMap<string, MasterKey>> {
    if ([...ids].some((id) => !this.known.has(id))) await this.read();
    return this.known;
  }

  private async read(): Promise<MasterKey[]> {
    const keys = (await this.source()).map(masterKey);
    this.known = new Map(keys.map((key) => [key.id, key]));
    return keys;
  }
}
