import { append, type NewEvent } from '../../event-store/index.ts';
import { sixHavesAssessed, venueRegistered } from '../../features/commissioning/commissioning.events.ts';
import { acceptanceInspected } from '../../features/construction/construction.events.ts';
import { fundsAllocated } from '../../features/funds/funds.events.ts';
import { officerChanged } from '../../features/officers/officer.events.ts';
import { standardPublished, townTargetSet, waiverGranted } from '../../features/policy/policy.events.ts';
import {
  annualTargetSet,
  committeeDecided,
  programmeAdopted,
} from '../../features/programme/programme.events.ts';
import { rankingPublished, rankingWithdrawn } from '../../features/rankings/ranking.events.ts';
import { projections } from '../../features/read-models.ts';
import { periodClosed, periodExceptionGranted } from '../../features/reporting/reporting.events.ts';
import { happened, type DecidedEvent } from '../../features/shared/event.ts';
import { defaultStandard } from '../../features/shared/standard.ts';
import {
  namedId,
  policyStream,
  programmeStream,
  projectStream,
  rankingStream,
  reportingStream,
  useStream,
  venueStream,
  villageStream,
} from '../../features/shared/streams.ts';
import { trainingHeld } from '../../features/trainings/training.events.ts';
import { venuePlanned } from '../../features/venues/venue.events.ts';
import { villageRegistered } from '../../features/villages/village.events.ts';
import { CatchUp } from '../../projections/index.ts';
import { TenantDatabase } from '../../tenancy/index.ts';
import { createAppPool } from '../../tenancy/pool.ts';
import { anAppend, anEvent } from '../builders/append.builder.ts';
import { query, type TestDatabase } from '../test-database.ts';
import {
  allocationOf,
  amountOf,
  commandOf,
  defectOf,
  eventOf,
  PERSONS,
  TWIN_COUNTIES,
  VENUES,
  venueOf,
  VILLAGES,
  villageOf,
  type Twin,
} from './twins.ts';

/** Records the towns' and counties' facts, and folds them. */
export async function tellTwins({ ownerUrl, appUrl }: TestDatabase): Promise<void> {
  const pool = createAppPool({ url: appUrl, max: 2, onError: () => undefined });
  try {
    const catchUp = new CatchUp(new TenantDatabase(pool), projections);
    const rows = await query<{ tenant_id: number; code: string }>(
      ownerUrl,
      'select tenant_id, code from zhendi.tenant',
    );
    const told = [
      ...TWIN_COUNTIES.flatMap(({ towns }) => towns).map((town) => [town, factsOfTown(town)] as const),
      ...TWIN_COUNTIES.map((county) => [county, factsOfCounty(county)] as const),
    ];
    for (const [tenant, facts] of told) {
      const { tenant_id: tenantId } = rows.find(({ code }) => code === tenant.code)!;
      const events = facts.map((fact, i) => asNewEvent(fact, eventId(tenant, i, facts.length)));
      await append(pool, anAppend({ tenantId, commandId: namedId('twin/command'), events }));
      await append(pool, anAppend({ tenantId, commandId: commandOf(tenant), events: [] }));
      await catchUp.tenant(tenantId);
    }
  } finally {
    await pool.end();
  }
}

function factsOfTown(town: Twin): DecidedEvent[] {
  const villages = [...VILLAGES, villageOf(town)];
  const venues = [...VENUES, venueOf(town)];
  return [
    ...programmeOf(town),
    ...villages.flatMap((villageId, i) => factsOfVillage(town, i + 1, villageId, venues[i]!)),
  ];
}

/** What the town decided for all its villages. No village clerk is shown it: it bears the mark of another village than theirs. */
function programmeOf({ mark }: Twin): DecidedEvent[] {
  const vote = { eligible: 11, present: 9, votesFor: 9 };
  return [
    happened(programmeAdopted, programmeStream(), '2024-01-01', {
      firstYear: 2024,
      lastYear: 2026,
      villages: [...VILLAGES],
      leadGroup: [PERSONS[0]],
      ...vote,
      documentNo: `${mark}2号规划`,
    }),
    happened(annualTargetSet, programmeStream(), '2024-01-01', {
      year: 2024,
      buildType: 'new',
      venues: 2,
      campaign: `${mark}2号行动`,
    }),
    happened(committeeDecided, programmeStream(), '2024-01-01', {
      body: 'party-committee',
      subject: `${mark}2号议题`,
      ...vote,
      carried: true,
      documentNo: `${mark}2号纪要`,
    }),
  ];
}

function factsOfVillage(town: Twin, number: number, villageId: string, venueId: string): DecidedEvent[] {
  const name = `${town.mark}${number}`;
  const amountFen = amountOf(town, number);
  const code = `${town.code}${number === 3 ? 299 : 200 + number}`;
  const plan = {
    venueId,
    villageId,
    venueName: `${name}号活动室`,
    year: 2024,
    buildType: 'new' as const,
    reason: `${name}号房屋陈旧`,
    plannedAreaDm2: 30_000,
    budgetFen: amountFen,
    fundingPlan: { higherFen: amountFen, townFen: 0, villageFen: 0 },
    targetOn: '2024-12-20',
    campaign: `${name}号行动`,
  };
  const funds = {
    allocationId: number === 3 ? allocationOf(town) : namedId(`twin/allocation/${number}`),
    venueId,
    villageId,
    tier: 'higher' as const,
    source: `${name}号专款`,
    amountFen,
    kind: 'cash' as const,
    documentNo: `${name}〔2024〕1号`,
  };
  const training = {
    trainingId: namedId(`twin/training/${number}`),
    villageId,
    venueId,
    platform: 2,
    topic: `${name}号技术`,
    host: 'school' as const,
    startTime: '09:30',
    hours: 2.5,
    members: 12,
    public: 34,
  };
  const inspection = {
    venueId,
    villageId,
    acceptors: 3,
    passed: false,
    defects: [{ defectId: defectOf(town), description: `${name}号缺陷`, blocking: true }],
  };
  const post = { villageId, post: 'party-secretary' as const, inPersonId: PERSONS[0] };
  const old = { venueId: namedId(`twin/old venue/${number}`), villageId };
  return [
    happened(villageRegistered, villageStream(villageId), '2024-01-02', {
      villageId,
      code,
      name: `${name}号村`,
    }),
    happened(venueRegistered, venueStream(old.venueId), '2024-01-03', {
      ...old,
      sharedWith: [],
      name: `${name}号旧址`,
      areaDm2: 8_000,
      rooms: [],
      homes: [],
      origin: 'existing',
      condition: 'C',
      standardVersion: 1,
    }),
    happened(sixHavesAssessed, venueStream(old.venueId), '2024-01-04', {
      ...old,
      standardVersion: 1,
      items: [{ key: 'signs', met: true }],
    }),
    happened(venuePlanned, projectStream(venueId), '2024-01-10', plan),
    happened(fundsAllocated, projectStream(venueId), '2024-02-01', funds),
    happened(trainingHeld, useStream(villageId, '2024-06'), '2024-06-01', training),
    ...(number === 3
      ? [happened(acceptanceInspected, projectStream(venueId), '2024-06-01', inspection)]
      : []),
    ...(number === 1 ? [happened(officerChanged, villageStream(villageId), '2024-06-02', post)] : []),
  ];
}

/** What the county lays down for all its towns, and for each of them, and that it compares them. */
function factsOfCounty(county: (typeof TWIN_COUNTIES)[number]): DecidedEvent[] {
  const figure = 'coverage' as const;
  const ranking = rankingStream(figure);
  const { version: _, from: __, ...content } = defaultStandard;
  const sixHaves = [...content.sixHaves, { key: 'plaque', name: `${county.name}牌匾` }];
  return [
    happened(standardPublished, policyStream(), '2024-01-01', {
      ...content,
      version: 1,
      from: '2024-01-01',
      documentNo: `${county.name}〔2024〕1号`,
      sixHaves,
    }),
    happened(periodClosed, reportingStream(), '2024-01-02', {
      level: 'county',
      period: '2019',
      change: 'closed',
      reason: `${county.name}已汇总`,
    }),
    ...county.towns.flatMap(policyFor),
    happened(rankingPublished, ranking, '2024-05-01', { figure }),
    happened(rankingWithdrawn, ranking, '2024-05-02', { figure, reason: `${county.mark}1号理由` }),
    happened(rankingPublished, ranking, '2024-05-03', { figure }),
  ];
}

/** What the county lays down for one town: no other one is shown it, though it is about a venue of the same id. */
function policyFor({ code: townCode, mark }: Twin): DecidedEvent[] {
  return [
    happened(townTargetSet, policyStream(), '2024-01-02', {
      townCode,
      year: 2024,
      venues: 2,
      campaign: `${mark}1号目标`,
    }),
    happened(waiverGranted, policyStream(), '2024-01-03', {
      waiverId: namedId(`twin/waiver/${townCode}`),
      townCode,
      venueId: VENUES[0],
      kind: 'six-haves',
      until: '2099-12-31',
      reason: `${mark}1号情况`,
      documentNo: `${mark}1号豁免`,
    }),
    happened(periodExceptionGranted, reportingStream(), '2024-01-04', {
      townCode,
      period: '2019-12',
      until: '2099-12-31',
      reason: `${mark}1号补登`,
    }),
  ];
}

function asNewEvent(fact: DecidedEvent, id: string): NewEvent {
  const { id: _, metadata, ...fields } = anEvent(fact);
  return { ...fields, id, metadata: { ...metadata, commandId: namedId('twin/command') } };
}

/** All tenants have the same ids of events, but for the last one. */
function eventId(tenant: Twin, i: number, events: number): string {
  return i === events - 1 ? eventOf(tenant) : namedId(`twin/event/${i}`);
}
