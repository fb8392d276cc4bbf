/**
 * A Chinese telephone number in digits: a mobile number (11 digits, 13 to 19), or a landline with its area code (three
 * digits for 010 and 02x, else four; then seven or eight).
 */
export const PHONE = /^(?:1[3-9]\d{9}|0(?:10|2\d)\d{8}|0[3-9]\d{2}\d{7,8})$/;

/** What everybody sees of a number: `138****1234`, `0816-****345`. */
export function maskPhone(phone: string): string {
  if (phone.startsWith('1')) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  const areaCode = phone.slice(0, /^0(?:10|2)/.test(phone) ? 3 : 4);
  return `${areaCode}-****${phone.slice(-3)}`;
}
