import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readLine, signedLine, type ChainPoint } from '../../../libs/event-store/index.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.strictObject({
  kind: z.literal('zhendi-audit-archive'),
  /** Public id of the tenant. */
  tenant: z.uuid(),
  /** Its division code then. */
  code: z.string(),
  first: z.int().positive(),
  last: z.int().positive(),
  /** The hash that the first entry follows. */
  previousHash: hash,
  lastHash: hash,
  /** UTC. */
  sealedAt: z.iso.datetime(),
});

/** What the signed last line of an archive says: which entries of whom the lines before it are. */
export type ArchiveSeal = z.infer<typeof schema>;

/** The line of a seal. */
export function sealLine(seal: Omit<ArchiveSeal, 'kind'>, key: KeyObject): string {
  return signedLine({ kind: 'zhendi-audit-archive', ...seal }, key);
}

/** Reads a seal that one of the keys signed; null for anything else. */
export function readSeal(line: string, keys: readonly KeyObject[]): ArchiveSeal | null {
  for (const key of keys) {
    try {
      return schema.parse(readLine<unknown>(line, key));
    } catch {
      // Perhaps another key's.
    }
  }
  return null;
}

/** Whether a seal is of the entries of a tenant that follow a point of its chain. */
export function sealFollows(seal: ArchiveSeal, tenant: string, point: ChainPoint): boolean {
  return seal.tenant === tenant && seal.first === point.position + 1 && seal.previousHash === point.hash;
}
