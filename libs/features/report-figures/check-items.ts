import { z } from 'zod';
import { DECIMAL } from '../shared/exact.ts';
import { line } from '../shared/values.ts';
import { figurePart } from './figure-part.ts';
import { unit } from './units.ts';

/** A number as somebody typed it; JSON numbers are taken by their shortest decimal. */
const typed = z
  .preprocess((sent) => (typeof sent === 'number' ? String(sent) : sent), z.string().regex(DECIMAL))
  .meta({ title: '数值', description: 'as typed: `40,800` or `165.00`' });

/** What somebody typed in a report, one statement at a time. */
export const checkItem = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('figure'),
      figure: z.string().max(60).meta({ description: 'name of a figure' }),
      part: figurePart.optional().meta({ description: 'what tells it apart, of a figure of a list' }),
      value: typed,
      unit: unit.optional().meta({ description: 'absent: the unit in which the figure is shown' }),
    })
    .meta({ title: '指标', description: 'a figure’s name and value' }),
  z
    .strictObject({
      kind: z.literal('total'),
      parts: z.array(typed).min(1).max(500),
      total: typed,
      unit: unit.optional(),
    })
    .meta({ title: '合计', description: 'a total and its parts' }),
  z
    .strictObject({
      kind: z.literal('product'),
      factors: z.array(typed).min(1).max(10),
      stated: typed,
      unit: unit.optional().meta({ description: 'of what is stated' }),
      productUnit: unit.optional().meta({ description: 'of the product; absent: that of what is stated' }),
    })
    .meta({ title: '乘积', description: 'so many of so much each' }),
  z
    .strictObject({ kind: z.literal('rate'), numerator: typed, denominator: typed, stated: typed })
    .meta({ title: '比率', description: 'a rate in percent with what it is made of' }),
  z
    .strictObject({
      kind: z.literal('count'),
      names: z.array(line(100)).max(2000),
      stated: z.int().min(0).max(1_000_000),
    })
    .meta({ title: '名单', description: 'a list of names and how many it is said to have' }),
]);

export type CheckItem = z.infer<typeof checkItem>;
export type FigureItem = Extract<CheckItem, { kind: 'figure' }>;
export type ArithmeticItem = Exclude<CheckItem, FigureItem>;
