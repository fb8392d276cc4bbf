import {
  adoptProgramme,
  recordCommitteeDecision,
  setAnnualTarget,
} from '../../../libs/features/programme/programme.decider.ts';
import { villageIdOf } from '../../../libs/features/shared/streams.ts';
import type { BuildType } from '../../../libs/features/shared/values.ts';
import type { Town } from '../county-import/county.ts';
import { addDays, monthsOf, yearsOf, type Period } from './calendar.ts';
import { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { leadGroup } from './people.ts';
import type { PlannedProject } from './project-life.ts';
import { SUBJECTS } from './vocabulary.ts';

/** What the town set out to do: its programme, each year's targets, and what its committees decided on the way. */
export function programmeFacts(town: Town, projects: readonly PlannedProject[], period: Period): Fact[] {
  const { firstDay } = period;
  const years = yearsOf(period);
  const dice = new Dice(`programme-life/${town.code}`);
  const adoptedOn = addDays(firstDay, 10);
  return [
    fact(adoptProgramme, {
      occurredOn: adoptedOn,
      firstYear: years[0]!,
      lastYear: years.at(-1)!,
      villages: town.villages.map(({ code }) => villageIdOf(code)),
      leadGroup: leadGroup(town).map(({ personId }) => personId),
      ...{ eligible: 9, present: dice.int(7, 9), votesFor: 7 },
      documentNo: `镇党发〔${years[0]!}〕${dice.int(1, 40)}号`,
    }),
    ...years.flatMap((year) => targets(year, projects, { adoptedOn, dice })),
    ...monthsOf(period)
      .filter((_, i) => i % 3 === 1)
      .map((month) =>
        fact(recordCommitteeDecision, {
          occurredOn: addDays(month, dice.int(3, 24)),
          body: dice.pick(['party-committee', 'government'] as const),
          subject: dice.pick(SUBJECTS),
          ...{ eligible: 9, present: dice.int(6, 9), votesFor: 6 },
          documentNo: `镇党委会议纪要${month.slice(0, 4)}年第${dice.int(1, 24)}次`,
        }),
      ),
  ];
}

/** A year's targets by build type, near what was planned then. */
function targets(
  year: number,
  projects: readonly PlannedProject[],
  { adoptedOn, dice }: { adoptedOn: string; dice: Dice },
): Fact[] {
  const counts = new Map<BuildType, number>();
  for (const { buildType } of projects.filter((project) => project.year === year))
    counts.set(buildType, (counts.get(buildType) ?? 0) + 1);
  const opening = `${year}-01-20`;
  return [...counts].map(([buildType, count]) =>
    fact(setAnnualTarget, {
      occurredOn: opening < adoptedOn ? addDays(adoptedOn, 2) : opening,
      year,
      buildType,
      venues: Math.max(1, count + dice.int(-1, 1)),
    }),
  );
}
