/** Compares rows by a number, smallest first; a row without that number comes before all others. */
export function byNumber<Row>(value: (row: Row) => number | undefined): (left: Row, right: Row) => number {
  const comparable = (row: Row) => value(row) ?? Number.NEGATIVE_INFINITY;
  return (left, right) => (comparable(left) === comparable(right) ? 0 : comparable(left) - comparable(right));
}

/** Compares rows by a text that may be missing, in the order of the Chinese alphabet or of a date. */
export function byText<Row>(value: (row: Row) => string | null): (left: Row, right: Row) => number {
  return (left, right) => (value(left) ?? '').localeCompare(value(right) ?? '', 'zh-CN');
}
