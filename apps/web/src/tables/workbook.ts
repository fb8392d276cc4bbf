import { calculateColumnWidth, type CellValue, type WriteOptions, writeXlsx } from 'hucre/xlsx';
import { cellValue, numberFormats, plainName, type Sheet } from './sheet.ts';

/** What the second sheet says about the first: names and values. */
export interface About {
  title: string;
  lines: readonly (readonly [name: string, value: string])[];
}

/** Excel takes no longer name of a sheet. */
const longestSheetName = 31;
/** In digits; what is longer is read in the cell. */
const widestColumn = 60;
const bold = { font: { bold: true } };

/**
 * An .xlsx of a list: a row of titles that stays in place, a row for each entry, and what the list is on a second sheet.
 * Its library is a chunk of its own: load this file when somebody exports.
 */
export async function workbookOf<Row>(
  sheet: Pick<Sheet<Row>, 'list' | 'columns'>,
  rows: readonly Row[],
  about: About,
): Promise<Blob> {
  const bytes = await writeXlsx({ sheets: [listSheet(sheet, rows), aboutSheet(about)] });
  return new Blob([bytes.slice()], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}

function listSheet<Row>({ list, columns }: Pick<Sheet<Row>, 'list' | 'columns'>, rows: readonly Row[]) {
  const titles = columns.map(({ title }) => title);
  return {
    name: sheetName(list),
    rows: [titles, ...rows.map((row) => columns.map((column) => cellValue(column, row)))],
    columns: columns.map((column) => {
      const numFmt = numberFormats[column.kind];
      return { numFmt, width: widthOf([column.title, ...rows.map((row) => cellValue(column, row))], numFmt) };
    }),
    cells: new Map(titles.map((value, index) => [`0,${String(index)}`, { value, style: bold }])),
    freezePane: { rows: 1 },
  } satisfies WriteOptions['sheets'][number];
}

function aboutSheet({ title, lines }: About) {
  const columns = [{ style: bold }, { numFmt: numberFormats.text }];
  return {
    name: sheetName(title),
    rows: lines.map((line) => [...line]),
    columns: columns.map((column, index) => ({
      ...column,
      width: widthOf(lines.map((line) => line[index]!)),
    })),
  } satisfies WriteOptions['sheets'][number];
}

function widthOf(values: CellValue[], numFmt?: string): number {
  return Math.min(widestColumn, calculateColumnWidth(values, { ...bold, ...(numFmt && { numFmt }) }));
}

// Cut, but not in the middle of a character.
function sheetName(name: string): string {
  return plainName(name)
    .slice(0, longestSheetName)
    .replace(/\p{Cs}$/u, '');
}
