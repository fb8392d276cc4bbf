/** What stands for a rate without a denominator, and for a value that does not exist yet. */
export const none = '—';

type Decimal = Intl.StringNumericLiteral;

const counts = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 });
const twoDecimals = new Intl.NumberFormat('zh-CN', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  roundingMode: 'halfExpand',
});
const upToOneDecimal = new Intl.NumberFormat('zh-CN', {
  maximumFractionDigits: 1,
  roundingMode: 'halfExpand',
});

/** A count with thousands separators. */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** Hours or an average, with at most 1 decimal. */
export function formatOneDecimal(hours: number): string {
  return upToOneDecimal.format(hours);
}

/** Integer fen as 万元 with 2 decimals, rounded half up from the exact decimal. 1 万元 = 1,000,000 fen. */
export function formatFenAsWan(fen: number): string {
  return twoDecimals.format(`${String(fen)}e-6` as Decimal);
}

/** Integer hundredths with 2 decimals: fen as 元, dm² as m². Nothing is rounded. */
export function formatHundredths(hundredths: number): string {
  return twoDecimals.format(`${String(hundredths)}e-2` as Decimal);
}

/** The server's 万元 text ("1650.00") with thousands separators. */
export function formatWan(wan: string): string {
  return isDecimal(wan) ? twoDecimals.format(wan as Decimal) : none;
}

/** The server's percentage text ("62.5") with its sign; "—" where there is no denominator. */
export function formatPct(pct: string): string {
  return isDecimal(pct) ? `${pct}%` : none;
}

/** The percentage as a number for the length of a bar and for sorting; undefined where there is no denominator. */
export function pctValue(pct: string): number | undefined {
  return isDecimal(pct) ? Number(pct) : undefined;
}

function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
