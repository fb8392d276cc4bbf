import dayjs, { type Dayjs } from 'dayjs';
import type { StandardContent, StandardItem } from '../api/policy-types.ts';
import { buildTypes } from '../api/types.ts';
import type { PointerMap } from '../forms/server-errors.ts';
import { parseHundredths, parseWhole, typedHundredths } from '../format/amounts.ts';
import { allNumbers, hasDecimals, mostItems, valueAt } from './standard-fields.ts';

/**
 * What the editor holds. Numbers are as typed, each under its place in the standard (`thresholds.idleMoneyDays`); lists
 * are lists.
 */
export type StandardValues = Record<string, unknown> & {
  occurredOn: Dayjs;
  from: Dayjs;
  documentNo: string;
};

/** An item of a list as the editor holds it. */
export interface ItemLine extends StandardItem {
  /** It stands in the standard that the editor began with: facts may name its key. */
  fixed?: boolean;
}

type ForbiddenLine = { source: string; from: Dayjs | null; reason: string };

/** What of a procedure is chosen, not typed. */
const procedureChoices = buildTypes.flatMap((type) => [
  `procedures.${type}.decisionSteps`,
  `procedures.${type}.site`,
]);

/** The editor filled with a standard. */
export function valuesOf(content: StandardContent): Record<string, unknown> {
  const values: Record<string, unknown> = {
    rooms: content.rooms.map((item) => ({ ...item, fixed: true })),
    sixHaves: content.sixHaves.map((item) => ({ ...item, fixed: true })),
    sources: content.sources,
    forbiddenSources: content.forbiddenSources.map((one) => ({ ...one, from: dayjs(one.from) })),
  };
  for (const place of allNumbers) {
    const value = valueAt(content, place.name) as number;
    values[place.name] = hasDecimals(place) ? typedHundredths(value) : String(value);
  }
  for (const name of procedureChoices) values[name] = valueAt(content, name);
  return values;
}

/** The standard that the editor says. What is not a number, the form has refused before. */
export function contentOf(values: Record<string, unknown>): StandardContent {
  const content: Record<string, unknown> = {};
  for (const place of allNumbers) {
    const typed = (values[place.name] as string | undefined) ?? '';
    putAt(content, place.name, hasDecimals(place) ? parseHundredths(typed) : parseWhole(typed));
  }
  for (const name of procedureChoices) putAt(content, name, values[name]);
  const forbidden = linesIn<ForbiddenLine>(values, 'forbiddenSources');
  return {
    ...(content as unknown as StandardContent),
    rooms: itemsIn(values, 'rooms'),
    sixHaves: itemsIn(values, 'sixHaves'),
    sources: linesIn<StandardContent['sources'][number]>(values, 'sources').map(({ tier, name }) => ({
      tier,
      name: name.trim(),
    })),
    forbiddenSources: forbidden.map(({ source, from, reason }) => ({
      source: source.trim(),
      from: from!.format('YYYY-MM-DD'),
      reason: reason.trim(),
    })),
  };
}

/** Body of publish-standard. */
export function publishStandardBody(
  { occurredOn, from, documentNo }: Pick<StandardValues, 'occurredOn' | 'from' | 'documentNo'>,
  content: StandardContent,
) {
  return {
    ...content,
    occurredOn: occurredOn.format('YYYY-MM-DD'),
    from: from.format('YYYY-MM-DD'),
    documentNo: documentNo.trim(),
  };
}

/** Which field answers for which place of what is sent. */
export const standardPointers: PointerMap = Object.fromEntries(
  [
    ...['occurredOn', 'from', 'documentNo'],
    ...allNumbers.map(({ name }) => name),
    ...procedureChoices,
    ...Object.keys(mostItems),
  ].map((name) => [`/${name.replaceAll('.', '/')}`, name]),
);

/** A key that no standard of the county has used: facts of one must never be taken for facts of another. */
export function newKey(used: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const key = `item-${String(number)}`;
    if (!used.has(key)) return key;
  }
}

function itemsIn(values: Record<string, unknown>, name: 'rooms' | 'sixHaves'): StandardItem[] {
  return linesIn<ItemLine>(values, name).map(({ key, name }) => ({ key, name: name.trim() }));
}

function linesIn<Line>(values: Record<string, unknown>, name: string): Line[] {
  return (values[name] as Line[] | undefined) ?? [];
}

function putAt(content: Record<string, unknown>, name: string, value: unknown): void {
  const keys = name.split('.');
  const last = keys.pop()!;
  let within = content;
  for (const key of keys) {
    within[key] ??= {};
    within = within[key] as Record<string, unknown>;
  }
  within[last] = value;
}
