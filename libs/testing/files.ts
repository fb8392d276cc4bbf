import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** SHA-256, hexadecimal. */
export const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** What a reader takes for a PDF document, with a text of one's own in it, of this length if it is longer. */
export function aPdf(text: string, bytes = 0): Buffer {
  const begin = Buffer.from(`%PDF-1.7\n% ${text}\n`);
  return Buffer.concat([begin, Buffer.alloc(Math.max(0, bytes - begin.length), 'zhendi ')]);
}

/** A picture of one white point. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);

/** How a JPEG, a WebP and a HEIC image begin. */
export const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb', 'hex');
export const WEBP = Buffer.from('524946462400000057454250565038200000', 'hex');
export const HEIC = Buffer.from('00000018667479706865696300000000686569636d696631', 'hex');

const OFFICE = 'application/vnd.openxmlformats-officedocument';
export const DOCX = `${OFFICE}.wordprocessingml.document`;
export const XLSX = `${OFFICE}.spreadsheetml.sheet`;

/** A document of an office program, which is a zip file that says in its first file what it is. */
export function anOfficeFile(mediaType: string): Promise<Buffer> {
  return aZip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/x" ContentType="${mediaType}.main+xml"/></Types>`,
    'x.xml': '<x/>',
  });
}

/** A zip file of these. */
export async function aZip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}
