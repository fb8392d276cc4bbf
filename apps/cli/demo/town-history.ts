import type { DecidedEvent } from '../../../libs/features/shared/event.ts';
import { registerVillage } from '../../../libs/features/villages/village.decider.ts';
import { BulkDecider } from '../../../libs/platform/bulk-append.ts';
import type { Town } from '../county-import/county.ts';
import { isWithin, threeYearsTo } from './calendar.ts';
import { townCharacter, villageCharacter } from './character.ts';
import { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { programme } from './programme.ts';
import { projectLife } from './project-life.ts';
import { trainingFacts, type UsableVenue } from './training-life.ts';

/**
 * Three years of an invented town up to a day, in the order of their dates: the same for the same town and day. Each
 * fact passes the rules that a clerk's would.
 *
 * @throws {Refusal} when the life that was made up breaks a rule.
 */
export function townHistory(town: Town, lastDay: string): DecidedEvent[] {
  const decider = new BulkDecider(town.code, lastDay);
  return factsOf(town, lastDay)
    .sort((a, b) => (a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : 0))
    .flatMap((happening) => happening.decide(decider));
}

/** On one day: registrations first, then projects in their own order, then trainings. */
function factsOf(town: Town, lastDay: string): Fact[] {
  const period = threeYearsTo(lastDay);
  const character = townCharacter(town.code);
  const registrations = town.villages.map(({ code, name }) =>
    fact(registerVillage, { occurredOn: period.firstDay, code, name }),
  );
  const venues = new Map<string, UsableVenue[]>(town.villages.map(({ code }) => [code, []]));
  const projects = programme(town.code, town.villages, character, period).flatMap((project) => {
    const { code } = project.village;
    const dice = new Dice(`project/${code}/${project.number}`);
    const { facts, venueId, completedOn } = projectLife(project, villageCharacter(character, code), dice);
    if (completedOn) venues.get(code)!.push({ venueId, completedOn });
    return facts;
  });
  const trainings = town.villages.flatMap((village) =>
    trainingFacts(village, venues.get(village.code)!, villageCharacter(character, village.code), period),
  );
  return [...registrations, ...projects, ...trainings].filter(({ occurredOn }) =>
    isWithin(period, occurredOn),
  );
}
