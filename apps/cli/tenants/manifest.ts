import { sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../../libs/event-store/index.ts';

/** Raised when a program that knows only the format before could misread an export. */
export const FORMAT = 1;

export const FILES = {
  manifest: 'manifest.json',
  events: 'events.jsonl',
  receipts: 'receipts.jsonl',
  attachments: 'attachments.jsonl',
  key: 'key.pub.pem',
} as const;

/** The folder of the attachments' contents, each under its SHA-256. */
export const CONTENTS = 'attachments';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);

/** Lines of a file, and the SHA-256 of all of it. */
const digested = z.strictObject({ count: z.int().nonnegative(), sha256 });

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** Version of the program that made the export. */
  program: z.string(),
  createdAt: z.iso.datetime(),
  tenant: z.strictObject({
    publicId: z.guid(),
    level: z.enum(['county', 'town']),
    code: z.string().regex(/^\d{6}(\d{3})?$/),
    name: z.string().min(1),
    status: z.enum(['active', 'suspended', 'closed']),
    /** Public id of the town that it was merged into. */
    mergedInto: z.guid().nullable(),
    createdAt: z.string(),
    /** Codes and names of a tenant that was ever renamed, each from a day on; null: since ever. */
    names: z.array(
      z.strictObject({
        validFrom: z.iso.date().nullable(),
        recordedAt: moment.nullable(),
        code: z.string(),
        name: z.string().min(1),
      }),
    ),
  }),
  /** The county that it belongs to. */
  county: z.strictObject({ code: z.string().regex(/^\d{6}$/), name: z.string().min(1) }),
  /** Where its chain ends; position 0 without any event. */
  head: z.strictObject({ position: z.int().nonnegative(), hash: sha256 }),
  receipts: digested,
  /** Absent in an export of a program that knew none. */
  attachments: digested.optional(),
});

/** What an export says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The text of a manifest: RFC 8785, with an Ed25519 signature over the rest of it, as published heads have one. */
export function signedManifest(manifest: Manifest, privateKey: KeyObject): string {
  const signature = sign(null, bytesOf(manifest), privateKey).toString('base64');
  return `${canonicalJson({ ...(manifest as unknown as { [key: string]: Json }), signature })}\n`;
}

/** What is wrong with a manifest. */
export class InvalidManifest extends Error {
  override readonly name = 'InvalidManifest';
}

/** @throws {InvalidManifest} for what is none, is of a newer format, or was not signed with the key. */
export function readManifest(text: string, publicKey: KeyObject): Manifest {
  const { signature, ...content } = parsed(text);
  const signed =
    typeof signature === 'string' &&
    verify(null, bytesOf(content), publicKey, Buffer.from(signature, 'base64'));
  if (!signed) throw new InvalidManifest('it was not signed with this key, or was changed afterwards');
  if (typeof content['format'] === 'number' && content['format'] > FORMAT)
    throw new InvalidManifest(`it is of format ${content['format']}; this program reads format ${FORMAT}`);
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) throw new InvalidManifest(z.prettifyError(manifest.error));
  return manifest.data;
}

function bytesOf(content: object): Buffer {
  return Buffer.from(canonicalJson(content as { [key: string]: Json }), 'utf8');
}

function parsed(text: string): { [key: string]: Json } {
  try {
    return z.record(z.string(), z.json()).parse(JSON.parse(text));
  } catch {
    throw new InvalidManifest('it is no JSON object');
  }
}
