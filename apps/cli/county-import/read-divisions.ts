import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.ts';
import { InvalidDivisions, type Fault } from './faults.ts';

/** A file as it was given: its name for messages, and its content. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One row of a file: a division's code and name, as they stand there. */
export interface DivisionRow {
  readonly file: string;
  /** Counted from 1, the header included, as a spreadsheet shows it. */
  readonly row: number;
  readonly code: string;
  readonly name: string;
}

interface Columns {
  readonly code: number;
  readonly name: number;
}

/**
 * The rows of a CSV file with the columns `code` and `name`, wherever they stand; other columns and empty rows are
 * passed over.
 *
 * @param wanted whether a row with this code is kept.
 * @throws {InvalidDivisions} when the file cannot be read as text or as CSV, or has no such columns.
 */
export function readDivisions({ name, bytes }: SourceFile, wanted: (code: string) => boolean): DivisionRow[] {
  const text = decodeText(name, bytes);
  if (typeof text !== 'string') throw new InvalidDivisions(text);

  const rows: DivisionRow[] = [];
  let row = 0;
  let columns: Columns | undefined;
  const onRecord = (record: string[]): null => {
    row += 1;
    if (!columns) {
      columns = findColumns(name, record);
    } else if (record.some((cell) => cell !== '')) {
      const code = (record[columns.code] ?? '').trim();
      if (wanted(code)) rows.push({ file: name, row, code, name: record[columns.name] ?? '' });
    }
    return null;
  };
  try {
    // Line ends may be mixed, and a row may be short: what is missing in it is told by row.
    parse(text, { relaxColumnCount: true, recordDelimiter: ['\r\n', '\n', '\r'], onRecord });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InvalidDivisions([
      { file: name, row: row + 1, message: `not readable as CSV: ${error.message}` },
    ]);
  }
  return columns ? rows : missingColumns(name, ['code', 'name']);
}

function findColumns(file: string, header: readonly string[]): Columns {
  const names = header.map((cell) => cell.trim().toLowerCase());
  const missing = ['code', 'name'].filter((column) => !names.includes(column));
  if (missing.length > 0) missingColumns(file, missing);
  return { code: names.indexOf('code'), name: names.indexOf('name') };
}

function missingColumns(file: string, missing: readonly string[]): never {
  const fault: Fault = {
    file,
    row: 1,
    message: `the header has no column ${missing.join(' and no column ')}`,
  };
  throw new InvalidDivisions([fault]);
}
