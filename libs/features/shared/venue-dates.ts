import { notBefore, notBeforeCame } from './dates.ts';
import type { Duty, Venue } from './venue-state.ts';

type DatedFact = readonly [zh: string, en: string, dateOf: (venue: Venue) => string | undefined];

const assigned = (duty: Duty) => (venue: Venue) => venue.responsibilities[duty]?.from;

/** The last of each kind of a venue's dated facts. */
const STAGES = {
  registration: ['登记阵地', 'the registration of the venue', ({ registered }) => registered?.on],
  condition: ['最近一次房屋鉴定', 'the last assessment of the building', ({ condition }) => condition?.on],
  'six-haves': ['最近一次六有评估', 'the last assessment of the six haves', ({ sixHaves }) => sixHaves?.on],
  use: ['最近一次落实使用责任人', 'the last assignment of who answers for its use', assigned('use')],
  maintenance: [
    '最近一次落实维护责任人',
    'the last assignment of who answers for its maintenance',
    assigned('maintenance'),
  ],
  safety: ['最近一次落实安全责任人', 'the last assignment of who answers for its safety', assigned('safety')],
  commissioning: ['启用', 'commissioning', ({ commissioned }) => commissioned?.on],
  highlight: [
    '亮点工程最近一次变更',
    'the last change of the designation as a highlight',
    ({ designations }) => designations.highlight?.on,
  ],
  demonstration: [
    '示范工程最近一次变更',
    'the last change of the designation as a demonstration',
    ({ designations }) => designations.demonstration?.on,
  ],
} as const satisfies Readonly<Record<string, DatedFact>>;

export type VenueStage = keyof typeof STAGES;

/** What a venue goes through before it is in use. */
export const BEFORE_USE = [
  'registration',
  'condition',
  'six-haves',
  'use',
  'maintenance',
  'safety',
] as const satisfies readonly VenueStage[];

/** Every kind of dated fact of a venue. */
export const WHOLE_LIFE = Object.keys(STAGES) as readonly VenueStage[];

/**
 * Rule 19: a fact of a venue is not dated before those that come before it; the message says which.
 *
 * @throws {Refusal} date.before-earlier-stage
 */
export function notBeforeOfVenue(occurredOn: string, venue: Venue, stages: readonly VenueStage[]): void {
  notBeforeCame(occurredOn, venue.cameOn);
  for (const stage of stages) {
    const [zh, en, dateOf]: DatedFact = STAGES[stage];
    const on = dateOf(venue);
    if (on !== undefined) notBefore(occurredOn, { zh, en, on });
  }
}

/** The last day of these facts: the first on which the next one may be. */
export function lastDayOf(venue: Venue, stages: readonly VenueStage[]): string {
  const days = stages.map((stage) => STAGES[stage][2](venue) ?? '');
  return [venue.cameOn ?? '', ...days].reduce((last, day) => (day > last ? day : last));
}
