import { villageRegistered } from '../../../libs/features/villages/village.events.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import { InvalidDivisions, type Fault } from './faults.ts';
import { readDivisions, type DivisionRow, type SourceFile } from './read-divisions.ts';

/** A county with all its towns and villages, in the order of the files. */
export interface County extends Division {
  readonly towns: readonly Town[];
}

export interface Town extends Division {
  readonly villages: readonly Division[];
}

/** Length of a division's code; a parent's code is the beginning of its children's. */
const COUNTY = 6;
const TOWN = 9;
const VILLAGE = 12;

/**
 * Reads a county from files of `code,name`. Everything is checked before it is returned.
 *
 * @param only code of the county that is wanted, when the files hold more than one; other rows are passed over.
 * @throws {InvalidDivisions} with every fault of every row.
 */
export function readCounty(files: readonly SourceFile[], only?: string): County {
  const rows = files.flatMap((file) =>
    readDivisions(file, (code) => only === undefined || code.startsWith(only)),
  );
  const known = new Map<string, DivisionRow>();
  const wrong: Fault[] = [];
  for (const row of rows) {
    const message = faultOf(row, known.get(row.code));
    if (message) wrong.push({ file: row.file, row: row.row, message });
    if (!known.has(row.code)) known.set(row.code, row);
  }
  const faults = [wrong, orphans(known), furtherCounties(known)].flat();
  const county = rows.find(({ code }) => isLevel(code, COUNTY));
  if (faults.length > 0 || !county)
    throw new InvalidDivisions(inOrder(faults, rows), advice(county, only, files));
  return { ...division(county), towns: townsOf(rows) };
}

function faultOf({ code, name, file }: DivisionRow, earlier: DivisionRow | undefined): string | null {
  if (!/^\d+$/.test(code)) return `the code "${code}" is not made of digits`;
  if (![COUNTY, TOWN, VILLAGE].includes(code.length)) {
    return `the code ${code} has ${code.length} digits; a county has 6, a town 9, a village 12`;
  }
  if (earlier)
    return `duplicate code ${code}: it is in ${earlier.file === file ? '' : `${earlier.file} `}row ${earlier.row}`;
  if (name.trim() === '') return `the name of ${code} is empty`;
  return villageRegistered.data.shape.name.safeParse(name).success
    ? null
    : `the name of ${code} is too long or has control characters`;
}

function orphans(known: ReadonlyMap<string, DivisionRow>): Fault[] {
  return [...known.values()]
    .filter(({ code }) => isLevel(code, TOWN) || isLevel(code, VILLAGE))
    .filter(({ code }) => !known.has(parentOf(code)))
    .map(({ file, row, code, name }) => ({
      file,
      row,
      message: `unknown parent ${parentOf(code)} of ${code} ${name}`,
    }));
}

function furtherCounties(known: ReadonlyMap<string, DivisionRow>): Fault[] {
  const [first, ...further] = [...known.values()].filter(({ code }) => isLevel(code, COUNTY));
  return further.map(({ file, row, code, name }) => ({
    file,
    row,
    message: `another county, ${code} ${name}, after ${first!.code} ${first!.name}: name the one to import with --county`,
  }));
}

function isLevel(code: string, length: number): boolean {
  return code.length === length && /^\d+$/.test(code);
}

function parentOf(code: string): string {
  return code.slice(0, code.length - 3);
}

function townsOf(rows: readonly DivisionRow[]): Town[] {
  const towns = new Map<string, Division[]>();
  for (const { code } of rows) if (code.length === TOWN) towns.set(code, []);
  for (const row of rows) if (row.code.length === VILLAGE) towns.get(parentOf(row.code))!.push(division(row));
  return rows
    .filter(({ code }) => code.length === TOWN)
    .map((row) => ({ ...division(row), villages: towns.get(row.code)! }));
}

function division({ code, name }: DivisionRow): Division {
  return { code, name };
}

/** The order of the files and of their rows. */
function inOrder(faults: readonly Fault[], rows: readonly DivisionRow[]): Fault[] {
  const files = [...new Set(rows.map(({ file }) => file))];
  return [...faults].sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.row - b.row);
}

function advice(
  county: DivisionRow | undefined,
  only: string | undefined,
  files: readonly SourceFile[],
): string | undefined {
  if (county) return undefined;
  const names = files.map(({ name }) => name).join(', ');
  return (
    `there is no row of the county ${only ? only : '(6 digits)'} in ${names}; of the publisher's files give all three: ` +
    `areas.csv streets.csv villages.csv --county ${only ?? '<code>'}`
  );
}
