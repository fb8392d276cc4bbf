/**
 * The integer hundredths that a typed decimal means: 元 → fen, m² → dm². "1234.5" → 123450. Commas, blanks and
 * full-width digits are understood. Undefined for anything else: more than 2 decimals, a sign, or a value that
 * JSON could not carry exactly.
 */
export function parseHundredths(typed: string): number | undefined {
  const match = /^(\d+)(?:\.(\d{0,2}))?$/.exec(plainDecimal(typed));
  if (match === null) return undefined;
  const hundredths = Number(`${match[1] ?? ''}${(match[2] ?? '').padEnd(2, '0')}`);
  return Number.isSafeInteger(hundredths) ? hundredths : undefined;
}

/** Integer hundredths, zero or more, as somebody would have typed them: 20125 → "201.25". */
export function typedHundredths(hundredths: number): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The whole number that was typed; undefined for anything else. */
export function parseWhole(typed: string): number | undefined {
  const text = plainDecimal(typed);
  if (!/^\d+$/.test(text)) return undefined;
  return Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

// NFKC turns the full-width digits, comma and point of a Chinese input method into plain ones; "。" it leaves alone.
function plainDecimal(typed: string): string {
  return typed.normalize('NFKC').replaceAll('。', '.').replaceAll(/[,\s]/g, '');
}
