import {
  closeCountyPeriod,
  grantPeriodException,
} from '../../../libs/features/reporting/reporting.decider.ts';
import type { County } from '../county-import/county.ts';
import { addDays, yearsOf, type Period } from './calendar.ts';
import { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';

/**
 * Each year is closed in the second February after it began, all but the last that is over: what a visitor tries out may still
 * be dated in it. After each closing one town was late and may date facts in it a while; after the last closing it still may.
 */
export function closingFacts({ towns }: County, period: Period): Fact[] {
  const dice = new Dice('closings');
  const lastYear = Number(period.lastDay.slice(0, 4));
  const years = yearsOf(period).filter((year) => year + 2 <= lastYear);
  return years.flatMap((year) => {
    const closedOn = `${year + 1}-02-10`;
    const isLast = year === years.at(-1);
    const grantedOn = isLast ? addDays(period.lastDay, -20) : addDays(closedOn, 12);
    return [
      fact(closeCountyPeriod, {
        occurredOn: closedOn,
        period: String(year),
        change: 'closed',
        reason: '年度报表已汇总上报',
      }),
      fact(grantPeriodException, {
        occurredOn: grantedOn,
        townCode: dice.pick(towns).code,
        period: `${year}-12`,
        until: addDays(grantedOn, 60),
        reason: '年末竣工的项目验收资料晚到，准予补登',
      }),
    ];
  });
}
