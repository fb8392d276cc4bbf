import { z } from 'zod';
import { percent, wan } from '../shared/rounding.ts';
import { splitFen } from '../shared/split.ts';
import { amountFen, line } from '../shared/values.ts';

const part = z.strictObject({ name: line(60), weight: z.int().min(0).max(1_000_000) });

const partsOf = <Part extends z.ZodType<z.infer<typeof part>>>(schema: Part) =>
  z
    .array(schema)
    .min(1)
    .max(50)
    .refine((parts) => parts.some(({ weight }) => weight > 0), { message: 'no weight above zero' });

/** An amount and the rule by which it is split: one to one, and of the second half seven to three. */
export const splitRequest = z.strictObject({
  amountFen,
  parts: partsOf(part.extend({ parts: partsOf(part).optional() })),
});

/** Who gets how much of an amount, by whole-number weights; a part may be split again. */
interface SplitPart {
  readonly name: string;
  readonly weight: number;
  readonly parts?: readonly SplitPart[] | undefined;
}

/** A part with its money, to the fen. */
export interface SplitShare {
  readonly name: string;
  readonly amountFen: number;
  readonly wan: string;
  /** Of the whole amount. */
  readonly sharePct: string;
  readonly parts?: readonly SplitShare[];
}

/** Splits by the rule, level by level, so that no fen is lost on any. Pure. */
export function splitBy(amountFen: number, parts: readonly SplitPart[], wholeFen = amountFen): SplitShare[] {
  const shares = splitFen(
    amountFen,
    parts.map(({ weight }) => weight),
  );
  return parts.map((part, i) => {
    const share = shares[i]!;
    return {
      name: part.name,
      amountFen: share,
      wan: wan(share),
      sharePct: percent(share, wholeFen),
      ...(part.parts && { parts: splitBy(share, part.parts, wholeFen) }),
    };
  });
}
