import type { Fault } from './faults.ts';

type Encoding = 'utf-8' | 'gb18030';

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * The text of a file in UTF-8 or GB18030, without its byte order mark.
 *
 * @returns the text, or a fault for each row that cannot be read.
 */
export function decodeText(file: string, bytes: Uint8Array): string | Fault[] {
  const utf8 = decode('utf-8', bytes);
  if (utf8 !== null) return utf8.replace(BYTE_ORDER_MARK, '');

  const rows = splitRows(bytes);
  if (isMeantAsUtf8(rows)) return undecodable(file, rows, 'utf-8', 'not UTF-8, as the rest of the file is');
  const text = decode('gb18030', bytes);
  return text === null
    ? undecodable(file, rows, 'gb18030', 'neither UTF-8 nor GB18030')
    : text.replace(BYTE_ORDER_MARK, '');
}

/** A damaged row of UTF-8 often is GB18030 as well, of other characters: the other rows tell what the file is. */
function isMeantAsUtf8(rows: readonly Uint8Array[]): boolean {
  const beyondAscii = rows.filter((row) => row.some((byte) => byte > 0x7f));
  return beyondAscii.filter((row) => decode('utf-8', row) !== null).length * 2 > beyondAscii.length;
}

function undecodable(
  file: string,
  rows: readonly Uint8Array[],
  encoding: Encoding,
  message: string,
): Fault[] {
  return rows.flatMap((row, i) => (decode(encoding, row) === null ? [{ file, row: i + 1, message }] : []));
}

/** Splits before decoding: in neither encoding is a newline part of another character. */
function splitRows(bytes: Uint8Array): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    rows.push(bytes.subarray(start, end));
    start = end;
  }
  return rows;
}

function decode(encoding: Encoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
