import type { StreamFact } from '../../event-store/index.ts';
import { defineCommand } from '../shared/command.ts';
import { standardInForce } from '../shared/county-policy.ts';
import { notInFuture } from '../shared/dates.ts';
import { eventIn, happened, type DecidedEvent } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { programmeStream, villageStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { evolveVillages, noVillage, noVillages, requireInTown } from '../shared/village-state.ts';
import { isCarried, requireCarried, requireSoundVote } from '../shared/votes.ts';
import {
  annualTargetSet,
  committeeDecided,
  programmeAdopted,
  type ProgrammeEvents,
} from './programme.events.ts';

// A programme of several years: one that reaches further is no plan any more.
const MOST_YEARS = 10;

/** The years of the programme in force; null before the first. */
type Programme = { readonly firstYear: number; readonly lastYear: number } | null;

const noProgramme = null as Programme;

function evolveProgramme(programme: Programme, recorded: StreamFact | DecidedEvent): Programme {
  const event = eventIn<ProgrammeEvents>(recorded);
  if (event.type !== 'ProgrammeAdopted') return programme;
  const { firstYear, lastYear } = event.data;
  return { firstYear, lastYear };
}

/** Adopts the town's programme of several years, by a vote of its committee; it takes the place of the one before it. */
export const adoptProgramme = defineCommand({
  name: 'AdoptProgramme',
  summary: '通过建设规划',
  schema: programmeAdopted.data.extend({ occurredOn: businessDate }),
  emits: [programmeAdopted],
  // A town has some dozen villages, and a programme comes once in years: their streams may well be read.
  streams: ({ villages }) => [programmeStream(), ...[...new Set(villages)].map(villageStream)],
  persons: ({ leadGroup }) => leadGroup.map((personId, i) => ({ pointer: `/leadGroup/${i}`, personId })),
  initial: noVillages,
  evolve: evolveVillages,
  decide: (villages, { occurredOn, ...programme }, { today, policy }) => {
    notInFuture(occurredOn, today);
    requireSoundYears(programme);
    requireEachOnce(programme.villages, '/villages', { zh: '同一个村', en: 'a village' });
    requireEachOnce(programme.leadGroup, '/leadGroup', { zh: '同一人', en: 'a person' });
    programme.villages.forEach((id, i) =>
      requireInTown(villages[id] ?? noVillage, occurredOn, `/villages/${i}`),
    );
    requireCarried(programme, standardInForce(policy, occurredOn).townCommittee);
    return [happened(programmeAdopted, programmeStream(), occurredOn, programme)];
  },
});

/** Sets the town's target of a year and build type; a later one takes its place. */
export const setAnnualTarget = defineCommand({
  name: 'SetAnnualTarget',
  summary: '确定年度目标',
  schema: annualTargetSet.data.extend({ occurredOn: businessDate }),
  emits: [annualTargetSet],
  streams: () => [programmeStream()],
  initial: noProgramme,
  evolve: evolveProgramme,
  blockers: (programme) => (programme ? [] : [noneAdopted()]),
  decide: (programme, { occurredOn, ...target }, { today }) => {
    notInFuture(occurredOn, today);
    if (!programme) throw noneAdopted();
    const { firstYear, lastYear } = programme;
    if (target.year < firstYear || target.year > lastYear) {
      throw new Refusal(
        'programme.year-outside',
        {
          zh: `现行建设规划为 ${firstYear}—${lastYear} 年，不含 ${target.year} 年`,
          en: `the programme in force is of ${firstYear} to ${lastYear}, without ${target.year}`,
        },
        { zh: '请核对年度，或先登记新的建设规划', en: 'check the year, or adopt another programme first' },
        '/year',
      );
    }
    return [happened(annualTargetSet, programmeStream(), occurredOn, target)];
  },
});

/** Records a decision of one of the town's committees. Whether it is carried follows from the votes. */
export const recordCommitteeDecision = defineCommand({
  name: 'RecordCommitteeDecision',
  summary: '登记镇级决策',
  schema: committeeDecided.data.omit({ carried: true }).extend({ occurredOn: businessDate }),
  emits: [committeeDecided],
  streams: () => [programmeStream()],
  initial: noProgramme,
  evolve: evolveProgramme,
  decide: (_, { occurredOn, ...decision }, { today, policy }) => {
    notInFuture(occurredOn, today);
    requireSoundVote(decision);
    const { townCommittee } = standardInForce(policy, occurredOn);
    const data = { ...decision, carried: isCarried(decision, townCommittee) };
    return [happened(committeeDecided, programmeStream(), occurredOn, data)];
  },
});

function requireSoundYears({ firstYear, lastYear }: { firstYear: number; lastYear: number }): void {
  if (firstYear <= lastYear && lastYear < firstYear + MOST_YEARS) return;
  throw new Refusal(
    'programme.years',
    {
      zh: `规划为 1 至 ${MOST_YEARS} 年，${firstYear}—${lastYear} 年不符`,
      en: `a programme is of one to ${MOST_YEARS} years, which ${firstYear} to ${lastYear} is not`,
    },
    { zh: '请核对起止年度', en: 'check the years' },
    '/lastYear',
  );
}

function requireEachOnce(ids: readonly string[], pointer: string, { zh, en }: Refusal['sentence']): void {
  const again = ids.findIndex((id, i) => ids.indexOf(id) < i);
  if (again < 0) return;
  throw new Refusal(
    'programme.named-twice',
    { zh: `${zh}填写了两次`, en: `${en} is named twice` },
    { zh: '请删去重复项', en: 'leave the second out' },
    `${pointer}/${again}`,
  );
}

function noneAdopted(): Refusal {
  return new Refusal(
    'programme.none',
    { zh: '本镇还没有通过建设规划', en: 'the town has adopted no programme yet' },
    { zh: '请先登记建设规划', en: 'record that first' },
    '/year',
  );
}
