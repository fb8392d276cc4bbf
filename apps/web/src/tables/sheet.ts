import type { View } from '../api/types.ts';
import { pctValue } from '../format/numbers.ts';

/**
 * One column of a list as a spreadsheet holds it: figures are numbers and dates are dates, in their own units (fen, dm²,
 * "62.5" per cent, "2026-03-02", an ISO moment). What is not there is an empty cell.
 */
export type SheetColumn<Row> = {
  /** Without a unit: that follows from the kind. */
  title: string;
} & (
  | { kind: 'text' | 'percent' | 'date' | 'moment'; value: (row: Row) => string | null }
  | { kind: 'count' | 'hours' | 'money' | 'price' | 'area'; value: (row: Row) => number | null }
);

export type SheetKind = SheetColumn<never>['kind'];

/** A list as it leaves for a file. */
export interface Sheet<Row> {
  /** What the list is called; the file and its sheet are named after it. */
  list: string;
  /** Whose list it is. Without it: of the part of the page, or of whoever is signed in. */
  place?: string;
  columns: readonly SheetColumn<Row>[];
  /** What narrows or orders the list, each by name: `['状态', '已规划']`; what is empty narrows nothing. */
  conditions?: readonly (readonly [name: string, value: string])[];
  /** The data it rests on, where the server says so. */
  basis?: Pick<View<unknown>, 'asOf' | 'positions'>;
}

/** How a spreadsheet shows a kind of value; what the cell holds is exact. */
export const numberFormats: Record<SheetKind, string> = {
  // Text, so that a code stays one and nothing is ever taken for a formula.
  text: '@',
  count: '#,##0',
  hours: '#,##0.0',
  money: '#,##0.00',
  price: '#,##0.00',
  area: '#,##0.00',
  percent: '0.0%',
  date: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm',
};

/** The value of a cell: money in 万元 to the fen, a price in yuan, area in m², a share as a part of 1, a moment as the clock in China says. */
export function cellValue<Row>(column: SheetColumn<Row>, row: Row): string | number | Date | null {
  switch (column.kind) {
    case 'text':
      return column.value(row);
    case 'percent':
      return scaled(pctValue(column.value(row) ?? ''), -2);
    case 'date':
      return dateCell(column.value(row));
    case 'moment':
      return momentCell(column.value(row));
    case 'count':
    case 'hours':
      return column.value(row);
    case 'money':
      return scaled(column.value(row), -6);
    case 'price':
    case 'area':
      return scaled(column.value(row), -2);
    default:
      return column satisfies never;
  }
}

/** A name that every spreadsheet and file system takes. */
export function plainName(name: string): string {
  return name.replaceAll(/[\\/:*?"<>|[\]'\p{Cc}]/gu, '_');
}

// By its decimal digits: 16.7 / 100 would be 0.16699999999999998.
function scaled(value: number | null | undefined, exponent: number): number | null {
  return value === null || value === undefined ? null : Number(`${String(value)}e${String(exponent)}`);
}

function dateCell(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

// A spreadsheet's moments have no zone.
function momentCell(iso: string | null): Date | null {
  return iso === null ? null : new Date(Date.parse(iso) + shanghaiOffset);
}

/** China has had one time all year round since 1991. */
const shanghaiOffset = 8 * 60 * 60 * 1000;
