import {
  assessSixHaves,
  assessVenueCondition,
  assignResponsibility,
} from '../../../libs/features/commissioning/assessment.decider.ts';
import { commissionVenue, retireVenue } from '../../../libs/features/commissioning/commissioning.decider.ts';
import { correctRegistration } from '../../../libs/features/commissioning/registration-correction.decider.ts';
import { designateVenue } from '../../../libs/features/commissioning/designation.decider.ts';
import { registerVenue } from '../../../libs/features/commissioning/registration.decider.ts';
import { grantWaiver } from '../../../libs/features/policy/policy.decider.ts';
import { namedId, villageIdOf } from '../../../libs/features/shared/streams.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import { addDays } from './calendar.ts';
import { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { villagePerson } from './people.ts';
import { DEMO_STANDARD } from './standard.ts';

const DUTIES = ['use', 'maintenance', 'safety'] as const;
const HOMES = ['cadres', 'members', 'women', 'youth', 'farmers'] as const;

/** A venue that a project has built. */
export interface BuiltVenue {
  readonly venueId: string;
  readonly village: Division;
  readonly completedOn: string;
  /** Other villages that share it. */
  readonly sharedWith: readonly Division[];
  /** How well the village sees to it: 1 is ordinary. */
  readonly vigour: number;
}

/** From completion on: registered, assessed, answered for, in use; the best are shown to others. */
export function builtVenueFacts(venue: BuiltVenue, dice: Dice): { facts: Fact[]; inUseOn: string } {
  const { venueId, village, completedOn, sharedWith, vigour } = venue;
  const registeredOn = addDays(completedOn, dice.int(2, 12));
  const first = addDays(registeredOn, dice.int(3, 20));
  const complete = dice.chance(0.55 * vigour);
  const assessedOn = complete ? first : addDays(first, dice.int(15, 60));
  const inUseOn = addDays(assessedOn, dice.int(3, 25));
  const facts = [
    fact(registerVenue, {
      occurredOn: registeredOn,
      venueId,
      origin: 'project',
      condition: 'A',
      rooms: rooms(dice, 4),
      homes: HOMES.filter(() => dice.chance(0.7)),
      sharedWith: sharedWith.map(({ code }) => villageIdOf(code)),
    }),
    ...(complete ? [] : [sixHaves(venueId, first, dice, 2)]),
    sixHaves(venueId, assessedOn, dice, 0),
    ...responsibilities(venueId, village, registeredOn),
    fact(commissionVenue, { occurredOn: inUseOn, venueId }),
    ...designation(venueId, inUseOn, vigour, dice),
  ];
  return { facts, inUseOn };
}

/** The old house of a village, as it was found. */
interface OldVenue {
  readonly venueId: string;
  readonly registeredOn: string;
  readonly condition: 'B' | 'C' | 'D';
  /** How many of the six haves are not there. */
  readonly lacking: number;
  /** Of all else that is made up of it. */
  readonly dice: Dice;
}

function oldVenue(village: Division, firstDay: string): OldVenue | null {
  const dice = new Dice(`old-venue/${village.code}`);
  if (!dice.chance(0.6)) return null;
  const registeredOn = addDays(firstDay, dice.int(15, 60));
  const condition = dice.weighted({ B: 45, C: 40, D: 15 });
  const lacking = condition === 'B' && dice.chance(0.4) ? 0 : dice.int(1, 4);
  return { venueId: namedId(`demo/old-venue/${village.code}`), registeredOn, condition, lacking, dice };
}

/** A sound old house that lacks little may be used all the same: the county lets it, for a year or for four. */
export function waiverFacts(town: Division, village: Division, firstDay: string): Fact[] {
  const venue = oldVenue(village, firstDay);
  if (!venue || !isWaived(venue)) return [];
  const { venueId, registeredOn } = venue;
  const dice = new Dice(`waiver/${village.code}`);
  const occurredOn = addDays(registeredOn, 66);
  return [
    fact(grantWaiver, {
      occurredOn,
      waiverId: namedId(`demo/waiver/${village.code}`),
      townCode: town.code,
      venueId,
      kind: 'six-haves',
      until: addDays(occurredOn, dice.pick([365, 1_460])),
      reason: '房屋完好，所缺图书和标识年内补齐',
      documentNo: `青组发〔${occurredOn.slice(0, 4)}〕${dice.int(1, 60)}号`,
    }),
  ];
}

const isWaived = ({ condition, lacking }: OldVenue) => condition === 'B' && lacking > 0 && lacking < 3;

/** The old house of a village: most have one, many are not what they should be. It goes out of use when a new one opens. */
export function oldVenueFacts(
  village: Division,
  firstDay: string,
  replacedOn: string | null,
): { facts: Fact[]; venueId: string } | null {
  const venue = oldVenue(village, firstDay);
  if (!venue) return null;
  const { venueId, registeredOn: occurredOn, condition, lacking, dice } = venue;
  const facts = [
    fact(registerVenue, {
      occurredOn,
      venueId,
      villageId: villageIdOf(village.code),
      name: `${village.name}村部`,
      areaDm2: dice.int(60, 190) * 100,
      origin: 'existing',
      condition,
      rooms: rooms(dice, 2),
      homes: ['cadres', 'members'],
      sharedWith: [],
    }),
    sixHaves(venueId, addDays(occurredOn, dice.int(5, 60)), dice, lacking),
    ...slip(venueId, occurredOn, village),
    ...survey(venueId, addDays(occurredOn, 65), condition),
    ...responsibilities(venueId, village, occurredOn),
    ...(lacking === 0 || isWaived(venue)
      ? [fact(commissionVenue, { occurredOn: addDays(occurredOn, 70), venueId })]
      : []),
    ...(replacedOn && replacedOn > addDays(occurredOn, 80) && condition !== 'B'
      ? [
          fact(retireVenue, {
            occurredOn: addDays(replacedOn, 10),
            venueId,
            reason: '新阵地启用，旧村部停用',
          }),
        ]
      : []),
  ];
  return { facts, venueId };
}

function rooms(dice: Dice, least: number) {
  const kinds = dice.shuffled(DEMO_STANDARD.rooms).slice(0, dice.int(least, DEMO_STANDARD.rooms.length));
  return kinds.map(({ key }) => ({ kind: key, count: dice.int(1, 2) }));
}

function sixHaves(venueId: string, occurredOn: string, dice: Dice, lacking: number): Fact {
  const missing = new Set(dice.shuffled(DEMO_STANDARD.sixHaves).slice(0, lacking));
  const items = DEMO_STANDARD.sixHaves.map((item) => ({ key: item.key, met: !missing.has(item) }));
  return fact(assessSixHaves, { occurredOn, venueId, items });
}

function responsibilities(venueId: string, village: Division, occurredOn: string): Fact[] {
  return DUTIES.map((duty) =>
    fact(assignResponsibility, {
      occurredOn,
      venueId,
      duty,
      personId: villagePerson(village, duty === 'use' ? 'party-secretary' : 'clerk').personId,
    }),
  );
}

/** Some were registered under a name that is not the one on the door. */
function slip(venueId: string, registeredOn: string, village: Division): Fact[] {
  const dice = new Dice(`slip/${venueId}`);
  if (!dice.chance(0.06)) return [];
  return [
    fact(correctRegistration, {
      occurredOn: addDays(registeredOn, dice.int(1, 4)),
      venueId,
      name: `${village.name}村民活动中心`,
      reason: '登记名称与门牌不一致',
    }),
  ];
}

/** What a survey says of some of the houses: none is better than it was thought, and some are worse. */
function survey(venueId: string, occurredOn: string, condition: 'B' | 'C' | 'D'): Fact[] {
  const dice = new Dice(`survey/${venueId}`);
  if (!dice.chance(0.2)) return [];
  return [
    fact(assessVenueCondition, {
      occurredOn,
      venueId,
      condition: condition === 'C' && dice.chance(0.2) ? 'D' : condition,
      documentNo: `青房鉴〔${occurredOn.slice(0, 4)}〕${dice.int(1, 80)}号`,
    }),
  ];
}

function designation(venueId: string, inUseOn: string, vigour: number, dice: Dice): Fact[] {
  if (!dice.chance(0.12 * vigour)) return [];
  const occurredOn = addDays(inUseOn, dice.int(380, 460));
  const year = occurredOn.slice(0, 4);
  return [
    fact(designateVenue, {
      occurredOn,
      venueId,
      kind: dice.pick(['highlight', 'demonstration'] as const),
      level: dice.pick(['town', 'county'] as const),
      change: 'granted',
      until: addDays(occurredOn, 730),
      score: dice.int(91, 98),
      documentNo: `青组发〔${year}〕${dice.int(1, 60)}号`,
    }),
  ];
}
