// What a spreadsheet takes for the beginning of a formula, in the widths that Chinese input methods write.
const FORMULA = /^[\s\u{feff}]*[=+\-@＝＋－＠\t\r]/u;
const TO_QUOTE = /[",\r\n]/;

/** What a file of CSV begins with, so that spreadsheets read it as UTF-8. */
export const CSV_BEGIN = '\u{feff}';

/** A line of CSV (RFC 4180). A text that a spreadsheet would carry out as a formula gets an apostrophe before it. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
