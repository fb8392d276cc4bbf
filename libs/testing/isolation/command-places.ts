import {
  exampleCommands,
  exampleCountyCommands,
  NEIGHBOUR,
  OTHER_PERSON_ID,
  PERSON_ID,
  VENUE_ID,
  VILLAGE,
} from '../example-commands.ts';
import type { RoutePlace } from './route-places.ts';
import { PERSONS, VENUES, VILLAGES } from './twins.ts';

const TWIN_OF: Readonly<Record<string, string>> = {
  [VENUE_ID]: VENUES[0],
  [VILLAGE.id]: VILLAGES[0],
  [NEIGHBOUR.id]: VILLAGES[1],
  [PERSON_ID]: PERSONS[0],
  [OTHER_PERSON_ID]: PERSONS[1],
};

/** The example of a command, about what each of the twins has. */
function body(example: object, more: object = {}): Readonly<Record<string, unknown>> {
  const text = Object.entries(TWIN_OF).reduce(
    (all, [id, twin]) => all.replaceAll(id, twin),
    JSON.stringify(example),
  );
  return { ...(JSON.parse(text) as object), ...more };
}

type TownCommand = keyof typeof exampleCommands;
type CountyCommand = keyof typeof exampleCountyCommands;

const ofTown = (
  command: TownCommand,
  { creates, more }: { creates?: string; more?: object } = {},
): readonly [string, RoutePlace] => [
  `POST /api/v1/towns/{townCode}/commands/${command}`,
  {
    place: 'town',
    permission: `command:${command}`,
    body: body(exampleCommands[command], more),
    reveals: false,
    ...(creates && { creates }),
  },
];

const ofCounty = (command: CountyCommand, creates?: string): readonly [string, RoutePlace] => [
  `POST /api/v1/counties/{countyCode}/commands/${command}`,
  {
    place: 'county',
    permission: `command:${command}`,
    body: body(exampleCountyCommands[command]),
    reveals: false,
    ...(creates && { creates }),
  },
];

/** The commands of building and funding: whose each is, and the field by which the client names what it makes. */
export const COMMAND_PLACES: Readonly<Record<string, RoutePlace>> = Object.fromEntries([
  ofTown('update-village-profile'),
  // It would put an end to a village: it is asked for on a day before the village's own.
  ofTown('merge-village', { more: { occurredOn: '1999-12-31' } }),
  ofTown('adopt-programme'),
  ofTown('set-annual-target'),
  ofTown('record-committee-decision'),
  ofTown('assess-needs', { creates: 'venueId' }),
  ofTown('start-project'),
  ofTown('select-site'),
  ofTown('submit-design'),
  ofTown('review-design'),
  ofTown('hold-villager-discussion'),
  ofTown('finalise-design'),
  ofTown('record-decision'),
  ofTown('adjust-budget'),
  ofTown('receive-funds', { creates: 'receiptId' }),
  ofTown('disburse-funds', { creates: 'paymentId' }),
  ofTown('reverse-funds', { creates: 'reversalId', more: { of: 'allocation' } }),
  ofTown('suspend-project'),
  ofTown('resume-project'),
  ofTown('start-construction'),
  ofTown('report-progress'),
  ofTown('vary-contract', { creates: 'variationId' }),
  ofTown('inspect-acceptance', { creates: 'defects.0.defectId' }),
  ofTown('rectify-defect'),
  ofTown('complete-environment-work', { creates: 'workId' }),
  ofTown('settle-project'),
  ofTown('register-venue', {
    creates: 'venueId',
    more: { origin: 'existing', villageId: VILLAGES[0], name: '老活动室', areaDm2: 8_000 },
  }),
  ofTown('correct-registration'),
  ofTown('assess-venue-condition'),
  ofTown('assess-six-haves'),
  ofTown('assign-responsibility'),
  ofTown('commission-venue'),
  ofTown('designate-venue'),
  ofTown('retire-venue'),
  ofTown('correct-fact'),
  ofTown('close-town-period'),
  ofCounty('publish-standard'),
  ofCounty('open-campaign'),
  ofCounty('set-town-target'),
  ofCounty('grant-waiver', 'waiverId'),
  ofCounty('close-county-period'),
  ofCounty('grant-period-exception'),
]);
