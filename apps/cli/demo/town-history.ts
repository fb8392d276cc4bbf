import type { CountyPolicy } from '../../../libs/features/shared/county-policy.ts';
import { BulkDecider, type IdentifiedEvent } from '../../../libs/platform/bulk-append.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import type { Town } from '../county-import/county.ts';
import { isWithin, threeYearsTo, type Period } from './calendar.ts';
import { townCharacter, villageCharacter, type Character } from './character.ts';
import { Dice } from './dice.ts';
import type { Fact } from './fact.ts';
import { programme } from './programme.ts';
import { programmeFacts } from './programme-life.ts';
import { projectLife, type PlannedProject } from './project-life.ts';
import { trainingFacts, type UsableVenue } from './training-life.ts';
import { builtVenueFacts, oldVenueFacts } from './venue-life.ts';
import { mergerFacts, villageFacts } from './village-life.ts';

/**
 * Three years of an invented town up to a day, in the order of their dates: the same for the same town and day. Each
 * fact passes the rules that a clerk's would.
 *
 * @param policy what its county laid down in these years.
 * @throws {Refusal} when the life that was made up breaks a rule.
 */
export function townHistory(town: Town, lastDay: string, policy: CountyPolicy): readonly IdentifiedEvent[] {
  const decider = new BulkDecider(town.code, lastDay, policy);
  return factsOf(town, lastDay, policy)
    .sort((a, b) => (a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : 0))
    .flatMap((happening) => happening.decide(decider));
}

/** What becomes of the venues of a village. */
interface VillageVenues {
  readonly usable: UsableVenue[];
  /** The day on which the first new one opened. */
  firstOpenedOn: string | null;
}

/** On one day: villages first, then the town's programme, then projects in their own order, then trainings, then a merger. */
function factsOf(town: Town, lastDay: string, policy: CountyPolicy): Fact[] {
  const period = threeYearsTo(lastDay);
  const character = townCharacter(town.code);
  const projects = programme(town.code, town.villages, character, period);
  const venues = new Map<string, VillageVenues>(
    town.villages.map(({ code }) => [code, { usable: [], firstOpenedOn: null }]),
  );
  const built = projects.flatMap((project) => projectFacts(project, { town, character, policy, venues }));
  const old = town.villages.flatMap((village) => {
    const { firstOpenedOn } = venues.get(village.code)!;
    return oldVenueFacts(village, period.firstDay, firstOpenedOn)?.facts ?? [];
  });
  return [
    ...town.villages.flatMap((village) => villageFacts(village, period)),
    ...programmeFacts(town, projects, period),
    ...old,
    ...built,
    ...town.villages.flatMap((village) => trainings(village, venues, { character, period })),
    ...mergerFacts(town, period),
  ].filter(({ occurredOn }) => isWithin(period, occurredOn));
}

interface TownLife {
  readonly town: Town;
  readonly character: Character;
  readonly policy: CountyPolicy;
  readonly venues: ReadonlyMap<string, VillageVenues>;
}

function projectFacts(
  project: PlannedProject,
  { town, character, policy, venues }: TownLife,
): readonly Fact[] {
  const { village, number, buildType } = project;
  const dice = new Dice(`project/${village.code}/${number}`);
  const own = villageCharacter(character, village.code);
  const { facts, venueId, completedOn } = projectLife(project, own, { dice, policy });
  if (!completedOn) return facts;
  const ofVillage = venues.get(village.code)!;
  const sharedWith = buildType === 'shared' ? neighbours(town, village, dice) : [];
  const opened = builtVenueFacts({ venueId, village, completedOn, sharedWith, vigour: own.vigour }, dice);
  ofVillage.usable.push({ venueId, completedOn });
  ofVillage.firstOpenedOn ??= opened.inUseOn;
  return [...facts, ...opened.facts];
}

/** One or two other villages of the town. */
function neighbours({ villages }: Town, village: Division, dice: Dice): readonly Division[] {
  return dice.shuffled(villages.filter(({ code }) => code !== village.code)).slice(0, dice.int(1, 2));
}

function trainings(
  village: Division,
  venues: ReadonlyMap<string, VillageVenues>,
  { character, period }: { character: Character; period: Period },
): Fact[] {
  const { usable } = venues.get(village.code)!;
  return trainingFacts(village, usable, villageCharacter(character, village.code), period);
}
