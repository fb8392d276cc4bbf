import {
  openCampaign,
  publishStandard,
  setTownTarget,
} from '../../../libs/features/policy/policy.decider.ts';
import { publishRanking } from '../../../libs/features/rankings/ranking.decider.ts';
import { evolvePolicy, noPolicy, type CountyPolicy } from '../../../libs/features/shared/county-policy.ts';
import { BulkDecider, type IdentifiedEvent } from '../../../libs/platform/bulk-append.ts';
import type { County } from '../county-import/county.ts';
import { addDays, isWithin, threeYearsTo, yearsOf } from './calendar.ts';
import { townCharacter } from './character.ts';
import { closingFacts } from './closings.ts';
import { fact, type Fact } from './fact.ts';
import { DEMO_STANDARD, STRICTER_STANDARD } from './standard.ts';
import { waiverFacts } from './venue-life.ts';
import { CAMPAIGN } from './vocabulary.ts';

/** What the county laid down in three years, and what its towns' deciders know of it. */
export function countyHistory(
  county: County,
  lastDay: string,
): { events: readonly IdentifiedEvent[]; policy: CountyPolicy } {
  const decider = new BulkDecider(county.code, lastDay);
  const events = factsOf(county, lastDay)
    .sort((a, b) => (a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : 0))
    .flatMap((happening) => happening.decide(decider));
  return { events, policy: events.reduce(evolvePolicy, noPolicy) };
}

function factsOf(county: County, lastDay: string): Fact[] {
  const period = threeYearsTo(lastDay);
  const { firstDay } = period;
  const later = addDays(firstDay, 400);
  const year = firstDay.slice(0, 4);
  return [
    fact(publishStandard, {
      ...DEMO_STANDARD,
      occurredOn: firstDay,
      from: firstDay,
      documentNo: `青组发〔${year}〕31号`,
    }),
    fact(publishStandard, {
      ...STRICTER_STANDARD,
      occurredOn: later,
      from: later,
      documentNo: `青组发〔${later.slice(0, 4)}〕8号`,
    }),
    fact(openCampaign, {
      occurredOn: addDays(firstDay, 3),
      campaign: CAMPAIGN,
      from: addDays(firstDay, 3),
      until: addDays(firstDay, 1_500),
      documentNo: `青办发〔${year}〕52号`,
    }),
    fact(publishRanking, { occurredOn: addDays(firstDay, 200), figure: 'coverage' }),
    ...closingFacts(county, period),
    ...county.towns.flatMap((town) =>
      town.villages.flatMap((village) => waiverFacts(town, village, firstDay)),
    ),
    ...county.towns.flatMap((town) =>
      yearsOf(period).map((year) => {
        const opening = `${year}-01-15`;
        return fact(setTownTarget, {
          occurredOn: opening < firstDay ? addDays(firstDay, 8) : opening,
          townCode: town.code,
          year,
          venues: Math.max(1, Math.round(town.villages.length * 0.3 * townCharacter(town.code).ambition)),
        });
      }),
    ),
  ].filter(({ occurredOn }) => isWithin(period, occurredOn));
}
