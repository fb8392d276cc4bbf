import { readFile } from 'node:fs/promises';
import { read, utils, type CellObject } from '@e965/xlsx';
import type { Page } from 'playwright-core';

/** A cell as a spreadsheet program takes it: what kind it is, what it holds, what it shows. */
export interface SheetCell {
  /** s: text, n: number, d: date. */
  readonly type: string;
  readonly value: unknown;
  readonly text: string;
}

/** What is read of an .xlsx, by a reader that has nothing to do with its writer. */
export interface Spreadsheet {
  readonly name: string;
  readonly sheets: readonly string[];
  /** Rows of the first sheet by the titles of their columns; no entry for an empty cell. */
  readonly rows: readonly Readonly<Record<string, SheetCell>>[];
  /** The second sheet: values by their names. */
  readonly about: Readonly<Record<string, string>>;
  /** The XML of the first sheet, for what a reader does not tell. */
  readonly xml: string;
}

/** Presses the button and reads the file that it gives. */
export async function exported(page: Page, button: string | RegExp): Promise<Spreadsheet> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await downloading;
  return parse(download.suggestedFilename(), await readFile(await download.path()));
}

function parse(name: string, file: Buffer): Spreadsheet {
  const book = read(file, { cellNF: true, cellDates: true, bookFiles: true });
  const [list, about] = book.SheetNames.map((sheet) => book.Sheets[sheet]!);
  const [titles, ...rows] = utils.sheet_to_json<unknown[]>(list!, { header: 1, raw: false, blankrows: true });
  const cell = (row: number, column: number) =>
    list![utils.encode_cell({ r: row, c: column })] as CellObject | undefined;
  const files = (book as unknown as { files: Record<string, { content: Uint8Array }> }).files;
  return {
    name,
    sheets: book.SheetNames,
    rows: rows.map((_, row) =>
      Object.fromEntries(
        (titles as string[]).flatMap((title, column) => {
          const { t = 'z', v, w } = cell(row + 1, column) ?? {};
          return t === 'z' ? [] : [[title, { type: t, value: v, text: w ?? String(v) }]];
        }),
      ),
    ),
    about: Object.fromEntries(utils.sheet_to_json<[string, string]>(about!, { header: 1 })),
    xml: Buffer.from(files['xl/worksheets/sheet1.xml']!.content).toString(),
  };
}
