import type { ReadModels } from '../read-models.ts';
import { exists } from '../shared/standing-venue.ts';
import { lacksOf } from './coverage.ts';
import {
  ratioOf,
  summed,
  summedByParts,
  type ReportFigure,
  type ReportPeriod,
} from './figure-declarations.ts';

type Venue = ReadModels['venue_card'];

const keysOf = ({ standard }: ReportPeriod) => standard.sixHaves.map(({ key }) => key);
const missing = (venue: Venue, { standard }: ReportPeriod) => lacksOf(venue, standard).sixHaves;

/** One for each of these items of the standard, of every venue that there is at the end of the period. */
const ofItems = (items: (venue: Venue, period: ReportPeriod) => readonly string[]) => ({
  gives: (venue: Venue, period: ReportPeriod) =>
    exists(venue) ? items(venue, period).map((item) => ({ part: { item }, amount: 1 })) : [],
  parts: ['item'] as const,
  basis: 'end' as const,
});

/** In force on the last day of the period: granted, neither revoked nor run out. */
const inForce = (kind: 'highlight' | 'demonstration') => ({
  measure: (venue: Venue, { to }: ReportPeriod) => {
    const until = venue[`${kind}Until`];
    return Number(exists(venue) && venue[`${kind}Level`] !== null && (until === null || until >= to));
  },
  parts: ['level'] as const,
  partOf: (venue: Venue) => ({ level: venue[`${kind}Level`] ?? '' }),
  basis: 'end' as const,
});

/** The venues that there are at the end of a period: what they have of the six haves, and what they were designated. */
export const standingFigures: Readonly<Record<string, ReportFigure>> = {
  'sixHaves.venues': summed('venue_card', 'count', ['期末阵地', 'venues at the end'], {
    measure: (venue) => Number(exists(venue)),
    basis: 'end',
  }),
  'sixHaves.all': summed('venue_card', 'count', ['六有齐全的阵地', 'venues with all of the six haves'], {
    measure: (venue, period) => Number(exists(venue) && missing(venue, period).length === 0),
    basis: 'end',
  }),
  'sixHaves.allRate': ratioOf(
    'percent',
    ['六有齐全率', 'all of the six haves'],
    'sixHaves.all',
    'sixHaves.venues',
  ),
  'sixHaves.met': summedByParts(
    'venue_card',
    'count',
    ['六有达标项', 'items of the six haves that are met'],
    ofItems((venue, period) => {
      const lacking = missing(venue, period);
      return keysOf(period).filter((key) => !lacking.includes(key));
    }),
  ),
  'sixHaves.asked': summedByParts(
    'venue_card',
    'count',
    ['六有应达标项', 'items of the six haves that are asked for'],
    ofItems((_, period) => keysOf(period)),
  ),
  'sixHaves.metRate': ratioOf(
    'percent',
    ['六有达标率', 'items of the six haves: met'],
    'sixHaves.met',
    'sixHaves.asked',
    { parts: ['item'] },
  ),
  'designations.highlight': summed(
    'venue_card',
    'count',
    ['亮点工程', 'highlights in force'],
    inForce('highlight'),
  ),
  'designations.demonstration': summed(
    'venue_card',
    'count',
    ['示范工程', 'demonstrations in force'],
    inForce('demonstration'),
  ),
};
