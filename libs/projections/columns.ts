/** The type of a read model's column: its Postgres type, what an absent row starts with, and how a value is read. */
export interface Column<T> {
  readonly sql: 'text' | 'uuid' | 'integer' | 'bigint' | 'date';
  readonly initial: T;
  readonly nullable: boolean;
}

type ColumnValue = string | number | null;

/** Text; starts empty. */
export const text = (): Column<string> => ({ sql: 'text', initial: '', nullable: false });
/** A UUID. As a row's column it starts as the nil UUID; as a key it has no start. */
export const uuid = (): Column<string> => ({
  sql: 'uuid',
  initial: '00000000-0000-0000-0000-000000000000',
  nullable: false,
});
/** A count up to 2^31; starts at 0. */
export const integer = (): Column<number> => ({ sql: 'integer', initial: 0, nullable: false });
/** A sum (fen, dm², half-hours) up to 2^53, where numbers stop being exact; starts at 0. */
export const bigint = (): Column<number> => ({ sql: 'bigint', initial: 0, nullable: false });
/** A business date `YYYY-MM-DD` that may be unknown; starts as null. */
export const date = (): Column<string | null> => ({ sql: 'date', initial: null, nullable: true });
/** The same column, but it may hold null and starts as null. */
export const nullable = <T>(column: Column<T>): Column<T | null> => ({
  ...column,
  initial: null,
  nullable: true,
});

export type Columns = Readonly<Record<string, Column<ColumnValue>>>;
export type Values<C extends Columns> = { [Name in keyof C]: C[Name] extends Column<infer T> ? T : never };

/** The name of a column in SQL: `amountFen` → `amount_fen`. */
export function sqlName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** How a column stands in a select list, so that every driver gives the same text for it. */
export function selectExpression(name: string, column: Column<ColumnValue>): string {
  const quoted = `t."${sqlName(name)}"`;
  return `${column.sql === 'date' ? `to_char(${quoted}, 'YYYY-MM-DD')` : quoted} as "${sqlName(name)}"`;
}

/**
 * A value as a fold sees it.
 *
 * @throws RangeError for a sum that a number cannot hold exactly.
 */
export function decode(column: Column<ColumnValue>, value: unknown): ColumnValue {
  if (value === null || column.sql !== 'bigint') return value as ColumnValue;
  const number = Number(value);
  requireExact(number, value);
  return number;
}

/**
 * Refuses what is no exact integer: a sum that went beyond 2^53 would be rounded, and nobody would see it.
 *
 * @throws RangeError
 */
export function requireExact(number: unknown, given = number): void {
  if (Number.isSafeInteger(number)) return;
  throw new RangeError(`${String(given)} is beyond the exact integers of a number`);
}
