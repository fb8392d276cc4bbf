import { append, type NewEvent } from '../../event-store/index.ts';
import { happened, type DecidedEvent } from '../../features/shared/event.ts';
import {
  namedId,
  projectStream,
  rankingStream,
  useStream,
  villageIdOf,
  villageStream,
} from '../../features/shared/streams.ts';
import { acceptanceInspected } from '../../features/construction/construction.events.ts';
import { fundsAllocated } from '../../features/funds/funds.events.ts';
import { projections } from '../../features/read-models.ts';
import { officerChanged } from '../../features/officers/officer.events.ts';
import { rankingPublished, rankingWithdrawn } from '../../features/rankings/ranking.events.ts';
import { trainingHeld } from '../../features/trainings/training.events.ts';
import { venuePlanned } from '../../features/venues/venue.events.ts';
import { villageRegistered } from '../../features/villages/village.events.ts';
import { CatchUp } from '../../projections/index.ts';
import { TenantDatabase } from '../../tenancy/index.ts';
import { createAppPool } from '../../tenancy/pool.ts';
import { anAppend, anEvent } from '../builders/append.builder.ts';
import { aPdf, digestOf } from '../files.ts';
import { query, type TestDatabase } from '../test-database.ts';

/**
 * A tenant among others that have the same villages, venues, events, commands and accounts, by their ids. What it alone
 * has is told from its mark: names with it, and amounts of money.
 */
export interface Twin {
  readonly code: string;
  readonly name: string;
  readonly mark: string;
  /** Of its amounts of money: a digit that no other has. */
  readonly digit: number;
}

const twin = (code: string, mark: string, digit: number, kind: '镇' | '县'): Twin => ({
  code,
  name: `${mark}${kind}`,
  mark,
  digit,
});

export const COUNTY = twin('990101', '玄鹤', 1, '县');
export const TOWN = twin('990101100', '赤狐', 2, '镇');
export const NEIGHBOUR = twin('990101101', '青鹿', 3, '镇');
export const OTHER_COUNTY = twin('990102', '银鸥', 4, '县');
export const OTHER_TOWN = twin('990102100', '白鹭', 5, '镇');
export const TWIN_COUNTIES = [
  { ...COUNTY, towns: [TOWN, NEIGHBOUR] },
  { ...OTHER_COUNTY, towns: [OTHER_TOWN] },
];
const TOWNS = [TOWN, NEIGHBOUR, OTHER_TOWN];
const COUNTIES = [COUNTY, OTHER_COUNTY];

/** Ids that each town has: of two villages, and of a venue in each. */
export const VILLAGES = [namedId('twin/village/1'), namedId('twin/village/2')] as const;
export const VENUES = [namedId('twin/venue/1'), namedId('twin/venue/2')] as const;

/** Ids that only this town has. */
export const villageOf = ({ code }: Twin) => villageIdOf(`${code}299`);
export const venueOf = ({ code }: Twin) => namedId(`venue of ${code}`);

/** An allocation, a defect and an event that only this town has, of its last village. */
export const allocationOf = ({ code }: Pick<Twin, 'code'>) => namedId(`allocation of ${code}`);
export const defectOf = ({ code }: Pick<Twin, 'code'>) => namedId(`defect of ${code}`);
export const eventOf = ({ code }: Pick<Twin, 'code'>) => namedId(`event of ${code}`);

/** Somebody who holds a post in the first village, somebody who holds none; each town has entered both. */
export const PERSONS = [namedId('twin/person/1'), namedId('twin/person/2')] as const;
/** Somebody whom only this town has entered. */
export const personOf = ({ code }: Pick<Twin, 'code'>) => namedId(`twin/person/only ${code}`);
/** What this town has entered of people. */
export const personsOf = (town: Twin) =>
  [...PERSONS, personOf(town)].map((personId, i) => ({
    personId,
    name: `${town.mark}${i + 1}号干部`,
    phone: `1391${town.digit}00430${i + 1}`,
  }));

const shared = aPdf('同一份文件');
const only = ({ code }: Pick<Twin, 'code'>) => aPdf(`只在 ${code}`);
/** A file of the first village that each town has, under a name of its own. */
export const ATTACHMENT = digestOf(shared);
/** One that only this town has. */
export const attachmentOf = (town: Pick<Twin, 'code'>) => digestOf(only(town));
/** What else is said of a file that only one town has: it is the same of each. */
export const FILE_TO_NAME = {
  name: '1号照片.pdf',
  mediaType: 'application/pdf',
  bytes: only(OTHER_TOWN).length,
};
/** What this town has of files. */
export const filesOf = (town: Twin) =>
  [shared, only(town)].map((content) => ({
    content,
    name: `${town.mark}1号照片.pdf`,
    villageId: VILLAGES[0],
  }));

/** A command that only this tenant has carried out. */
export const commandOf = ({ code }: Pick<Twin, 'code'>) => namedId(`twin/command/only ${code}`);

/** Money that only this tenant's village has; the last is the village that no other town has. */
const amountOf = ({ digit }: Twin, village: number) => 90_070_043 + digit * 1_000_000 + village * 100_000;

/** What tells facts of a village: its names, and its money as it is written anywhere. */
export const villageMarks = (town: Twin, village: number): string[] => [
  `${town.mark}${village}`,
  String(amountOf(town, village)),
];

/** What tells facts, names and accounts of a tenant. */
export const marksOf = (tenant: Twin): string[] => [
  ...[1, 2, 3].flatMap((village) => villageMarks(tenant, village)),
  tenant.name,
  `${tenant.mark}-`,
  `1391${tenant.digit}00430`,
];

/** Records the towns' and counties' facts, and folds them. */
export async function tellTwins({ ownerUrl, appUrl }: TestDatabase): Promise<void> {
  const pool = createAppPool({ url: appUrl, max: 2, onError: () => undefined });
  try {
    const catchUp = new CatchUp(new TenantDatabase(pool), projections);
    const rows = await query<{ tenant_id: number; code: string }>(
      ownerUrl,
      'select tenant_id, code from zhendi.tenant',
    );
    for (const tenant of [...TOWNS, ...COUNTIES]) {
      const { tenant_id: tenantId } = rows.find(({ code }) => code === tenant.code)!;
      const facts = TOWNS.includes(tenant) ? factsOfTown(tenant) : factsOfCounty(tenant);
      const events = facts.map((fact, i) => asNewEvent(fact, eventId(tenant, i, facts.length)));
      await append(pool, anAppend({ tenantId, commandId: namedId('twin/command'), events }));
      await append(pool, anAppend({ tenantId, commandId: commandOf(tenant), events: [] }));
      await catchUp.tenant(tenantId);
    }
  } finally {
    await pool.end();
  }
}

/** The id of the account of this name but for the mark, in every tenant. */
export const accountId = (name: string) => namedId(`twin/account/${name}`);

/** The id of an account that only this tenant has. */
export const accountOf = ({ code }: Pick<Twin, 'code'>) => namedId(`twin/account/only ${code}`);

function factsOfTown(town: Twin): DecidedEvent[] {
  const villages = [...VILLAGES, villageOf(town)];
  const venues = [...VENUES, venueOf(town)];
  return villages.flatMap((villageId, i) => factsOfVillage(town, i + 1, villageId, venues[i]!));
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
  return [
    happened(villageRegistered, villageStream(villageId), '2024-01-02', {
      villageId,
      code,
      name: `${name}号村`,
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

function factsOfCounty(county: Twin): DecidedEvent[] {
  const figure = 'coverage' as const;
  const stream = rankingStream(figure);
  return [
    happened(rankingPublished, stream, '2024-05-01', { figure }),
    happened(rankingWithdrawn, stream, '2024-05-02', { figure, reason: `${county.mark}1号理由` }),
    happened(rankingPublished, stream, '2024-05-03', { figure }),
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
