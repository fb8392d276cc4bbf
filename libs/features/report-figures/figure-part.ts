import { z } from 'zod';

// The names of money's sources are anybody's; all else is one of the words of its event.
const word = z.string().min(1).max(60);

/** What tells the parts of a figure apart: tier, source and kind of money, what is reversed, build type and so on. `item`: key of one of the six haves. */
export const figurePart = z
  .strictObject({
    tier: word,
    source: word,
    kind: word,
    of: word,
    buildType: word,
    grade: word,
    stage: word,
    work: word,
    item: word,
    level: word,
    year: word,
  })
  .partial();

export type FigurePart = z.infer<typeof figurePart>;
export type PartName = keyof FigurePart;

/** Whether something is of a part: of everything where nothing tells it apart. */
export function isOf(part: FigurePart, of: FigurePart): boolean {
  return Object.entries(part).every(([name, value]) => of[name as PartName] === value);
}
