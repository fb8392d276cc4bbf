/** 0.01 万元 in fen: what the pages round to. */
const cent = 10_000;

/** Whether amounts, each rounded half up to 0.01 万元 as the pages show them, miss their rounded sum. Fen, none below zero. */
export function roundedMissTotal(parts: readonly number[]): boolean {
  const rounded = (fen: number) => Math.floor((fen + cent / 2) / cent);
  const shown = parts.reduce((sum, fen) => sum + rounded(fen), 0);
  return shown !== rounded(parts.reduce((sum, fen) => sum + fen, 0));
}
