/** Something wrong with a row of a file. Rows are counted from 1, the header included, as a spreadsheet shows them. */
export interface Fault {
  readonly file: string;
  readonly row: number;
  readonly message: string;
}

const MOST_SHOWN = 50;

/** The files are not a county's divisions; the message names each row and what is wrong with it. */
export class InvalidDivisions extends Error {
  override readonly name = 'InvalidDivisions';
  /** @param advice what to do about it, if there is more to say than the faults do. */
  constructor(
    readonly faults: readonly Fault[],
    advice?: string,
  ) {
    const shown = faults
      .slice(0, MOST_SHOWN)
      .map(({ file, row, message }) => `  ${file} row ${row}: ${message}`);
    const rest = faults.length > MOST_SHOWN ? [`  … and ${faults.length - MOST_SHOWN} more`] : [];
    super(['nothing was imported', ...shown, ...rest, ...(advice ? [advice] : [])].join('\n'));
  }
}
