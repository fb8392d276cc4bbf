import { changeOfficer } from '../../../libs/features/officers/officer.decider.ts';
import { villageIdOf } from '../../../libs/features/shared/streams.ts';
import { mergeVillage } from '../../../libs/features/villages/village-merger.decider.ts';
import { registerVillage, updateVillageProfile } from '../../../libs/features/villages/village.decider.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import type { Town } from '../county-import/county.ts';
import { addDays, yearsOf, type Period } from './calendar.ts';
import { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { villagePerson } from './people.ts';

const FEN_PER_YUAN = 100;

const MERGING_TOWN = '990101105';

/** In one town the last two villages become one, on the last day: nothing happens in the former from then on. */
export function mergerFacts({ code, villages }: Town, { lastDay }: Period): Fact[] {
  const [into, village] = villages.slice(-2);
  if (code !== MERGING_TOWN || !into || !village) return [];
  return [
    fact(mergeVillage, {
      occurredOn: lastDay,
      villageId: villageIdOf(village.code),
      intoVillageId: villageIdOf(into.code),
      documentNo: `青政复〔${lastDay.slice(0, 4)}〕19号`,
      reason: '村规模优化调整',
    }),
  ];
}

/** What a village is: its registration, its officers, and its figures of each year. */
export function villageFacts(village: Division, period: Period): Fact[] {
  const { code, name } = village;
  const { firstDay } = period;
  const villageId = villageIdOf(code);
  const dice = new Dice(`village/${code}`);
  let households = dice.int(180, 900);
  let incomeYuan = dice.int(20_000, 240_000);
  const members = dice.int(18, 90);
  const branches = dice.int(1, 3);
  return [
    fact(registerVillage, { occurredOn: firstDay, code, name }),
    ...(['party-secretary', 'clerk'] as const).map((post) =>
      fact(changeOfficer, {
        occurredOn: addDays(firstDay, 1),
        villageId,
        post,
        inPersonId: villagePerson(village, post).personId,
      }),
    ),
    ...yearsOf(period).map((year) => {
      households += dice.int(-6, 4);
      incomeYuan = Math.round((incomeYuan * dice.real(0.98, 1.16)) / 100) * 100;
      const reported = `${year}-02-${String(dice.int(10, 28)).padStart(2, '0')}`;
      return fact(updateVillageProfile, {
        occurredOn: reported < firstDay ? addDays(firstDay, 6) : reported,
        villageId,
        year: reported < firstDay ? year : year - 1,
        households,
        population: Math.round(households * dice.real(3.1, 3.9)),
        branches,
        members: members + dice.int(-2, 3),
        collectiveIncomeFen: incomeYuan * FEN_PER_YUAN,
      });
    }),
  ];
}
