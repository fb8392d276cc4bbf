import type { SorterResult } from 'antd/es/table/interface';

/** Rows in the order in which a table shows them under this choice of column and direction. */
export function inTableOrder<Row>(
  rows: readonly Row[],
  { column, order }: SorterResult<Row>,
): readonly Row[] {
  const sorter = column?.sorter;
  if (typeof sorter !== 'function' || !order) return rows;
  const direction = order === 'descend' ? -1 : 1;
  return rows.toSorted((left, right) => direction * sorter(left, right, order));
}
