import type { TFunction } from 'i18next';
import type { Fraction, StandardContent, Vote } from '../api/policy-types.ts';
import { buildTypes } from '../api/types.ts';
import { formatCount, formatHundredths } from '../format/numbers.ts';
import {
  hasDecimals,
  type NumberPart,
  numberParts,
  type StandardNumber,
  type StandardPart,
  standardParts,
  type StandardUnit,
  valueAt,
  votePlaces,
} from './standard-fields.ts';

/** One thing that a standard says, in words. */
export interface StandardLine {
  /** What it is about; the same in every version. */
  id: string;
  part: StandardPart;
  label: string;
  value: string;
}

/** What two standards say of the same thing; null where one says nothing. */
export interface StandardDifference extends Omit<StandardLine, 'value'> {
  before: string | null;
  after: string | null;
}

/** All that a standard says, part by part. */
export function standardLines(content: StandardContent, t: TFunction): StandardLine[] {
  return standardParts.flatMap((part) =>
    partLines(part, content, t).map((line) => ({ ...line, part, id: `${part}/${line.id}` })),
  );
}

/** What the later standard says otherwise, part by part; what is only in another place of its list is the same. */
export function differences(
  before: readonly StandardLine[],
  after: readonly StandardLine[],
): StandardDifference[] {
  const old = new Map(before.map((line) => [line.id, line]));
  const now = new Map(after.map((line) => [line.id, line]));
  const changed = after.flatMap(({ value, ...line }) => {
    const was = old.get(line.id)?.value ?? null;
    return was === value ? [] : [{ ...line, before: was, after: value }];
  });
  const gone = before.flatMap(({ value, ...line }) =>
    now.has(line.id) ? [] : [{ ...line, before: value, after: null }],
  );
  return [...changed, ...gone].toSorted(
    (one, other) => standardParts.indexOf(one.part) - standardParts.indexOf(other.part),
  );
}

type PartLine = Omit<StandardLine, 'part'>;

function partLines(part: StandardPart, content: StandardContent, t: TFunction): PartLine[] {
  switch (part) {
    case 'limits':
    case 'acceptance':
    case 'frequencies':
    case 'demonstration':
    case 'thresholds':
      return numberLines(part, content, t);
    case 'procedures':
      return procedureLines(content, t);
    case 'votes':
      return voteLines(content, t);
    case 'sixHaves':
    case 'rooms':
      return content[part].map(({ key, name }) => ({
        id: key,
        label: t('standard.itemOf', { part: t(`standard.part.${part}`), key }),
        value: name,
      }));
    case 'sources':
      return content.sources.map(({ tier, name }) => ({
        id: `${tier}/${name}`,
        label: t(`tier.${tier}`),
        value: name,
      }));
    case 'forbiddenSources':
      return content.forbiddenSources.map(({ source, from, reason }) => ({
        id: `${source}/${from}`,
        label: source,
        value: t('standard.forbiddenFrom', { from, reason }),
      }));
    default:
      return part satisfies never;
  }
}

function numberLines(part: NumberPart, content: StandardContent, t: TFunction): PartLine[] {
  const places: readonly StandardNumber[] = numberParts[part];
  return places.map((place) => ({
    id: place.name,
    label: numberLabel(place.name, t),
    value: quantity(valueAt(content, place.name) as number, place.unit, t),
  }));
}

/** What a number of a standard is called. */
export function numberLabel(name: StandardNumber['name'], t: TFunction): string {
  return t(`standard.field.${name}`);
}

/** A number of a standard with its unit. */
export function quantity(value: number, unit: StandardUnit, t: TFunction): string {
  return t(`standard.unit.${unit}`, {
    value: hasDecimals({ unit }) ? formatHundredths(value) : formatCount(value),
  });
}

function procedureLines({ procedures }: StandardContent, t: TFunction): PartLine[] {
  return buildTypes.flatMap((type) => {
    const { reviewRounds, securedPct, site, decisionSteps } = procedures[type];
    const line = (aspect: keyof typeof procedures.new, value: string) => ({
      id: `${type}/${aspect}`,
      label: t('standard.of', { whole: t(`buildType.${type}`), part: t(`standard.procedure.${aspect}`) }),
      value,
    });
    return [
      line('reviewRounds', quantity(reviewRounds, 'rounds', t)),
      line('decisionSteps', decisionStepWords(decisionSteps, t)),
      line('site', t(site ? 'standard.needed' : 'standard.notNeeded')),
      line('securedPct', quantity(securedPct, 'percent', t)),
    ];
  });
}

/** The steps of a decision in a row. */
export function decisionStepWords(
  steps: StandardContent['procedures']['new']['decisionSteps'],
  t: TFunction,
): string {
  if (steps.length === 0) return t('standard.none');
  return steps.map((step) => t(`decisionStep.${step}`)).join(t('standard.comma'));
}

function voteLines(content: StandardContent, t: TFunction): PartLine[] {
  return votePlaces.flatMap((place) => {
    const { quorum, majority } = valueAt(content, place) as Vote;
    const whole = voteName(place, t);
    return [
      {
        id: `${place}/quorum`,
        label: t('standard.of', { whole, part: t('standard.vote.quorum') }),
        value: t('standard.atLeast', { fraction: fractionText(quorum) }),
      },
      {
        id: `${place}/majority`,
        label: t('standard.of', { whole, part: t('standard.vote.majority') }),
        value: t('standard.moreThan', { fraction: fractionText(majority) }),
      },
    ];
  });
}

/** What is voted on. */
export function voteName(place: (typeof votePlaces)[number], t: TFunction): string {
  if (place === 'discussion' || place === 'townCommittee') return t(`standard.${place}`);
  return t(`decisionStep.${place.slice('decisions.'.length) as keyof StandardContent['decisions']}`);
}

function fractionText({ numerator, denominator }: Fraction): string {
  return `${String(numerator)}/${String(denominator)}`;
}
