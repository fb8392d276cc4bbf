import { ratio, rounded, type Exact } from '../shared/exact.ts';
import { compare, exact } from '../shared/exact.ts';
import type { Sentence } from '../shared/refusal.ts';
import { percent } from '../shared/rounding.ts';
import { reportFigures } from './catalogue.ts';
import { ROUNDED_PARTS } from './contradictions.ts';
import type { FigurePart } from './figure-part.ts';
import type { RatioFigure } from './figure-declarations.ts';
import { figureValue, sumIn, type FigureSum } from './figure-values.ts';
import { converted, displayed, UNITS, type Unit } from './units.ts';

/** A number of a report: exactly, as it is shown, and where it comes from. */
interface ShownNumber {
  /** A whole number of the smallest unit: fen, dm², things; of a part of a rate `12/17`. */
  readonly exact: string;
  readonly displayed: string;
  /** Address of the events that made it. */
  readonly events: string;
}

/** A part of a figure, with its share of the whole. */
export interface ShownPart extends ShownNumber {
  readonly part: FigurePart;
  /** Percent with one place; `—` where the whole is nothing or less, and of a rate. */
  readonly sharePct: string;
}

/** A figure of a report. */
export interface ShownFigure {
  readonly name: string;
  readonly title: Sentence;
  readonly unit: Unit;
  readonly unitName: Sentence;
  /** A whole number of `exactUnit`; of a rate or average numerator and denominator, `4/10`. */
  readonly exact: string;
  readonly exactUnit: Unit | null;
  /** `—` where nothing is to be divided by. */
  readonly displayed: string;
  /** What one should know to read it, and what rounding did to what is displayed; null where there is nothing to say. */
  readonly note: Sentence | null;
  readonly events: string;
  readonly parts?: readonly ShownPart[];
  /** Where the displayed parts do not add up to what is displayed. */
  readonly partsNote?: Sentence | null;
  /** Of a rate or average: what it is made of. */
  readonly of?: { readonly numerator: NamedNumber; readonly denominator: NamedNumber };
}

export interface NamedNumber extends ShownNumber {
  readonly name: string;
  readonly title: Sentence;
}

/** The address of the events of a figure, or of a part of it. */
export type EventsAddress = (figure: string, part?: FigurePart) => string;

/** All figures as a report shows them. Pure. */
export function shownFigures(sums: ReadonlyMap<string, FigureSum>, eventsOf: EventsAddress): ShownFigure[] {
  return Object.keys(reportFigures).map((name) => shownFigure(name, sums, eventsOf));
}

function shownFigure(
  name: string,
  sums: ReadonlyMap<string, FigureSum>,
  eventsOf: EventsAddress,
): ShownFigure {
  const figure = reportFigures[name]!;
  const { title, unit } = figure;
  const value = figureValue(name, sums);
  const shared = {
    name,
    title,
    unit,
    unitName: { zh: UNITS[unit].zh, en: UNITS[unit].en },
    displayed: value ? displayed(value, unit) : '—',
    note: joined(
      figure.kind === 'ratio' ? (figure.remark ?? null) : null,
      value && roundingNote(value, unit),
    ),
    events: eventsOf(name),
  };
  if (figure.kind === 'ratio') {
    const [numerator, denominator] = [figure.numerator, figure.denominator].map((each) =>
      namedNumber(each, sums, eventsOf),
    ) as [NamedNumber, NamedNumber];
    const whole = {
      ...shared,
      exact: `${numerator.exact}/${denominator.exact}`,
      exactUnit: null,
      of: { numerator, denominator },
    };
    return figure.parts ? { ...whole, parts: ratioParts(name, figure, sums, eventsOf) } : whole;
  }
  const { sum, parts } = sums.get(name)!;
  const counted = { ...shared, exact: String(sum), exactUnit: figure.smallest };
  if (figure.kind === 'coverage' || !figure.parts) return counted;
  const shown = parts.map(({ part, sum: ofPart }) => ({
    part,
    ...shownNumber(ofPart, figure, eventsOf(name, part)),
    sharePct: sum > 0 && ofPart >= 0 ? percent(ofPart, sum) : '—',
  }));
  return { ...counted, parts: shown, partsNote: partsNote(shown, shared.displayed) };
}

/** A rate of each part of what it is divided by. */
function ratioParts(
  name: string,
  { numerator, denominator, unit }: RatioFigure,
  sums: ReadonlyMap<string, FigureSum>,
  eventsOf: EventsAddress,
): ShownPart[] {
  return sums.get(denominator)!.parts.map(({ part, sum }) => {
    const value = figureValue(name, sums, part);
    return {
      part,
      exact: `${sumIn(sums, numerator, part)}/${sum}`,
      displayed: value ? displayed(value, unit) : '—',
      events: eventsOf(name, part),
      sharePct: '—',
    };
  });
}

function namedNumber(
  name: string,
  sums: ReadonlyMap<string, FigureSum>,
  eventsOf: EventsAddress,
): NamedNumber {
  const figure = reportFigures[name]! as { smallest: Unit; unit: Unit; title: Sentence };
  return { name, title: figure.title, ...shownNumber(sums.get(name)!.sum, figure, eventsOf(name)) };
}

function shownNumber(
  sum: number,
  { smallest, unit }: { smallest: Unit; unit: Unit },
  events: string,
): ShownNumber {
  return { exact: String(sum), displayed: displayed(converted(ratio(sum, 1), smallest, unit), unit), events };
}

function joined(remark: Sentence | null, rounding: Sentence | null): Sentence | null {
  if (!remark || !rounding) return remark ?? rounding;
  return { zh: `${remark.zh}；${rounding.zh}`, en: `${remark.en}; ${rounding.en}` };
}

function roundingNote(value: Exact, unit: Unit): Sentence | null {
  const { places } = UNITS[unit];
  if (compare(value, exact(rounded(value, places))) === 0) return null;
  return {
    zh: places === 0 ? '四舍五入取整' : `四舍五入保留 ${places} 位小数`,
    en: `rounded half up to ${places} places`,
  };
}

/** Totals are made of unrounded values: where the parts that are shown miss the total, it is said. */
function partsNote(parts: readonly ShownPart[], total: string): Sentence | null {
  const cents = (text: string) => BigInt(text.replace('.', ''));
  const sum = parts.reduce((all, part) => all + cents(part.displayed), 0n);
  return sum === cents(total) ? null : ROUNDED_PARTS;
}
