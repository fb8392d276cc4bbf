import {
  compare,
  difference,
  exact,
  magnitude,
  placesOf,
  productOf,
  ratio,
  rounded,
  shortest,
  sumOf,
  type Exact,
} from '../shared/exact.ts';
import type { Sentence } from '../shared/refusal.ts';
import type { ArithmeticItem } from './check-items.ts';
import { converted, UNITS, type Unit } from './units.ts';

/** What the check says of one statement. Nothing is put right: it is told, and by how much. */
export interface Finding {
  /** `differs`: from what the events say; `does-not-add-up`: from what follows from its own numbers. */
  readonly verdict: 'agrees' | 'differs' | 'does-not-add-up';
  readonly stated: string;
  /** What it should say, as it would be shown; `—` where nothing is to be divided by. */
  readonly computed: string;
  /** Stated less computed, exactly; null where it agrees, or nothing could be computed. */
  readonly difference: string | null;
  readonly sentence: Sentence;
  readonly note: Sentence | null;
}

/** Domain rule of reports: totals are made of unrounded values, so rounded parts may miss them by a little. */
export const ROUNDED_PARTS: Sentence = {
  zh: '部分合计数因四舍五入存在尾差',
  en: 'parts may not add up to the total because of rounding',
};

type Item<Kind extends ArithmeticItem['kind']> = Extract<ArithmeticItem, { kind: Kind }>;

/** Whether a statement follows from its own numbers. Rounding excuses only what the unit's shown places can lose. Pure. */
export function checkArithmetic(item: ArithmeticItem): Finding {
  switch (item.kind) {
    case 'total':
      return checkTotal(item);
    case 'product':
      return checkProduct(item);
    case 'rate':
      return checkRate(item);
    case 'count':
      return checkCount(item);
    default:
      return item satisfies never;
  }
}

function checkTotal({ parts, total, unit = 'count' }: Item<'total'>): Finding {
  const sum = sumOf(parts.map(exact));
  const stated = exact(total);
  const formula = `${listed(parts, ' + ')} = ${shortest(sum)}`;
  const finding = compared({ formula, stated: total, statedExact: stated, computed: sum, unit });
  if (finding.verdict === 'agrees' || !isRounding(difference(stated, sum), parts.length + 1, unit))
    return finding;
  const sentence = {
    zh: `${formula}，与合计 ${total} 的差额在四舍五入的范围内`,
    en: `${formula}: what it misses of ${total} is within rounding`,
  };
  return { ...finding, verdict: 'agrees', sentence, note: ROUNDED_PARTS };
}

/** Each number that is shown with places may be off by half of the last one; a count is never rounded. */
function isRounding(off: Exact, numbers: number, unit: Unit): boolean {
  const { places } = UNITS[unit];
  if (places === 0) return false;
  return compare(magnitude(off), ratio(numbers, 2n * 10n ** BigInt(places))) <= 0;
}

function checkProduct({ factors, stated, unit = 'count', productUnit = unit }: Item<'product'>): Finding {
  const product = productOf(factors.map(exact));
  const formula = `${listed(factors, ' × ')} = ${shortest(product)}${UNITS[productUnit].zh}`;
  const computed = converted(product, productUnit, unit);
  const places = Math.max(UNITS[unit].places, placesOf(stated));
  const isRounded = rounded(computed, places) === rounded(exact(stated), places);
  const statedExact = isRounded ? computed : exact(stated);
  return compared({ formula, stated, statedExact, computed, unit });
}

function checkRate({ numerator, denominator, stated }: Item<'rate'>): Finding {
  const [part, whole] = [exact(numerator), exact(denominator)];
  if (whole.numerator <= 0n) {
    const sentence = {
      zh: `分母为 ${denominator}，比率应显示为“—”，不能填报 ${stated}%`,
      en: `nothing can be divided by ${denominator}: the rate is shown as “—”, not as ${stated} %`,
    };
    return { verdict: 'does-not-add-up', stated, computed: '—', difference: null, sentence, note: null };
  }
  const computed = quotient(productOf([part, ratio(100, 1)]), whole);
  const shown = closest(computed, stated, 'percent');
  const formula = `${numerator} ÷ ${denominator} = ${shown}%`;
  const statedExact =
    shown === rounded(exact(stated), shownPlaces(stated, 'percent')) ? computed : exact(stated);
  return { ...compared({ formula, stated, statedExact, computed, unit: 'percent' }), computed: shown };
}

function checkCount({ names, stated }: Item<'count'>): Finding {
  const distinct = new Set(names.map((name) => name.trim()));
  const computed = ratio(distinct.size, 1);
  const repeated = names.length - distinct.size;
  const formula = `名单有 ${distinct.size} 个`;
  const finding = compared({
    formula,
    formulaEn: `the list has ${distinct.size} names`,
    stated: String(stated),
    statedExact: ratio(stated, 1),
    computed,
    unit: 'count',
  });
  if (repeated === 0) return finding;
  const note = {
    zh: `另有 ${repeated} 个名称重复`,
    en: `${repeated} of the names ${repeated === 1 ? 'is a repetition' : 'are repetitions'}`,
  };
  return { ...finding, note };
}

function compared({
  formula,
  formulaEn = formula,
  stated,
  statedExact,
  computed,
  unit,
}: {
  formula: string;
  formulaEn?: string;
  stated: string;
  statedExact: Exact;
  computed: Exact;
  unit: Unit;
}): Finding {
  const shown = shortest(computed);
  const off = difference(statedExact, computed);
  if (off.numerator === 0n) {
    const sentence = { zh: `${formula}，与填报的 ${stated} 相符`, en: `${formulaEn}: ${stated} agrees` };
    return { verdict: 'agrees', stated, computed: shown, difference: null, sentence, note: null };
  }
  return {
    verdict: 'does-not-add-up',
    stated,
    computed: shown,
    difference: shortest(off),
    sentence: {
      zh: `${formula}，与填报的 ${stated} 不符，填报${moreOrLess(off, unit).zh}`,
      en: `${formulaEn}, not ${stated}: stated ${moreOrLess(off, unit).en}`,
    },
    note: null,
  };
}

/** What the events say against what was typed. @param ours null: nothing to be divided by (rule 16). */
export function checkFigure(
  ours: Exact | null,
  { title, unit: shownIn }: { title: Sentence; unit: Unit },
  { value: stated, unit = shownIn }: { value: string; unit?: Unit | undefined },
): Finding {
  const [zhUnit, enUnit] = [UNITS[unit].zh, UNITS[unit].en];
  if (!ours) {
    const sentence = {
      zh: `${title.zh}没有可比的分母，应显示为“—”，不能填报 ${stated}${zhUnit}`,
      en: `${title.en} has nothing to be divided by: it is shown as “—”, not as ${stated} ${enUnit}`,
    };
    return { verdict: 'differs', stated, computed: '—', difference: null, sentence, note: null };
  }
  const computed = converted(ours, shownIn, unit);
  const shown = closest(computed, stated, unit);
  const typed = exact(stated);
  const off = difference(typed, computed);
  if (shown === rounded(typed, shownPlaces(stated, unit))) {
    const sentence = {
      zh: `${title.zh} ${stated}${zhUnit}，与登记的事实相符`,
      en: `${title.en}: ${stated} ${enUnit} agrees with what is recorded`,
    };
    const note =
      off.numerator === 0n ? null : { zh: '按显示位数四舍五入', en: 'rounded to the places shown' };
    return { verdict: 'agrees', stated, computed: shown, difference: null, sentence, note };
  }
  return {
    verdict: 'differs',
    stated,
    computed: shown,
    difference: shortest(off),
    sentence: {
      zh: `${title.zh}按登记的事实应为 ${shown}${zhUnit}，填报 ${stated}${zhUnit}，填报${moreOrLess(off, unit).zh}`,
      en: `${title.en} is ${shown} ${enUnit} by what is recorded, not ${stated}: stated ${moreOrLess(off, unit).en}`,
    },
    note: null,
  };
}

// No number is excused beyond the places with which its unit is shown; who types more of them is held to these.
const shownPlaces = (stated: string, unit: Unit) => Math.max(UNITS[unit].places, placesOf(stated));
const closest = (computed: Exact, stated: string, unit: Unit) => rounded(computed, shownPlaces(stated, unit));

function moreOrLess(off: Exact, unit: Unit): Sentence {
  const amount = shortest(magnitude(off));
  const isMore = off.numerator > 0n;
  return {
    zh: `${isMore ? '多' : '少'} ${amount}${UNITS[unit].zh}`,
    en: `${amount}${UNITS[unit].en && ` ${UNITS[unit].en}`} too ${isMore ? 'much' : 'little'}`,
  };
}

function quotient(a: Exact, b: Exact): Exact {
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

// Long lists stay in the request: the sentence names the first.
function listed(numbers: readonly string[], sign: string): string {
  return numbers.length > 6 ? [...numbers.slice(0, 6), '…'].join(sign) : numbers.join(sign);
}
