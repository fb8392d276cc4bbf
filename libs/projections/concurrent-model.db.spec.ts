import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { EventReader, type NewEvent } from '../event-store/index.ts';
import { fundsAllocated } from '../features/funds/funds.events.ts';
import { projections } from '../features/read-models.ts';
import { happened } from '../features/shared/event.ts';
import { namedId, projectStream, useStream } from '../features/shared/streams.ts';
import { tier, type Tier } from '../features/shared/values.ts';
import { trainingHeld } from '../features/trainings/training.events.ts';
import { projectionScope, TenantDatabase } from '../tenancy/index.ts';
import { anEvent, hashOf } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { checkChains } from '../testing/chaos/check-chain.ts';
import { checkLag, checkReadModels, checkSums } from '../testing/chaos/check-read-models.ts';
import { readHistory } from '../testing/chaos/recorded-history.ts';
import {
  TownModel,
  type Attempt,
  type ModelCommand,
  type ModelOutcome,
} from '../testing/concurrent-model.ts';
import { CatchUp } from './index.ts';

let installation: Installation;
let superuser: pg.Client;

beforeAll(async () => {
  installation = await anInstallation();
  superuser = new pg.Client({ connectionString: installation.ownerUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await installation.close();
});

const PROJECTS = [0, 1].map((n) => namedId(`model/project/${n}`));
const VILLAGES = [0, 1].map((n) => namedId(`model/village/${n}`));

type Fact =
  | { readonly project: number; readonly village: number; readonly tier: Tier; readonly amountFen: number }
  | { readonly village: number; readonly month: '2024-01' | '2024-02'; readonly people: number };

/** A command by the places of its ids in the pools that both towns share. */
interface Draft {
  readonly command: number;
  readonly request: 0 | 1;
  readonly expectations: readonly { readonly project: number; readonly version: 'any' | 'none' | number }[];
  readonly facts: readonly Fact[];
}

const which = fc.nat({ max: 1 });
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    project: which,
    village: which,
    tier: fc.constantFrom(...tier.options),
    amountFen: fc.integer({ min: 1, max: 100_000_000_000 }),
  }),
  fc.record({
    village: which,
    month: fc.constantFrom('2024-01', '2024-02'),
    people: fc.integer({ min: 1, max: 2_000 }),
  }),
);
const draft: fc.Arbitrary<Draft> = fc.record({
  command: fc.nat({ max: 7 }),
  request: fc.constantFrom(0, 0, 0, 1),
  expectations: fc.array(
    fc.record({ project: which, version: fc.oneof(fc.constantFrom('any', 'none'), fc.nat({ max: 3 })) }),
    { maxLength: 2 },
  ),
  facts: fc.array(fact, { minLength: 1, maxLength: 3 }),
});
/** What several clients send, each one after the other. */
const clients = fc.array(fc.array(draft, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 });

function eventOf(fact: Fact, id: string, commandId: string): NewEvent {
  const villageId = VILLAGES[fact.village]!;
  const stated =
    'project' in fact
      ? happened(fundsAllocated, projectStream(PROJECTS[fact.project]!), '2024-02-01', {
          allocationId: id,
          venueId: PROJECTS[fact.project]!,
          villageId,
          tier: fact.tier,
          source: '镇财政',
          amountFen: fact.amountFen,
          kind: 'cash',
          documentNo: '镇发〔2024〕1号',
        })
      : happened(trainingHeld, useStream(villageId, fact.month), `${fact.month}-15`, {
          trainingId: id,
          villageId,
          platform: 2,
          topic: '大棚蔬菜种植',
          host: 'school',
          startTime: '09:00',
          hours: 1.5,
          members: 0,
          public: fact.people,
        });
  return anEvent({ ...stated, id, metadata: { ...anEvent().metadata, commandId } });
}

function commandOf({ command, request, expectations, facts }: Draft, name: string): ModelCommand {
  const id = namedId(`model/command/${command}`);
  return {
    id,
    request: hashOf(String(request)),
    expectations: expectations.map(({ project, version }) => ({ stream: PROJECTS[project]!, version })),
    events: facts.map((fact, i) => eventOf(fact, namedId(`model/event/${name}/${i}`), id)),
  };
}

/** A town as its clients see it: what was sent to it, and how far anybody knows it to be. */
class Town {
  readonly attempts: Attempt[] = [];
  private known = 0;

  constructor(readonly tenantId: number) {}

  async send(database: TenantDatabase, command: ModelCommand): Promise<void> {
    const knownBefore = this.known;
    const outcome = await database
      .append(projectionScope(this.tenantId), {
        tenantId: this.tenantId,
        commandId: command.id,
        requestHash: command.request,
        expectations: command.expectations.map(({ stream, version }) => ({
          stream: projectStream(stream),
          version,
        })),
        events: command.events,
      })
      .then(
        ({ outcome, firstPosition, lastPosition }): ModelOutcome => ({
          kind: outcome,
          first: firstPosition,
          last: lastPosition,
        }),
        (error: Error) => ({ kind: error.name }) as ModelOutcome,
      );
    if ('last' in outcome) this.known = Math.max(this.known, outcome.last);
    this.attempts.push({ command, outcome, knownBefore });
  }
}

/** Every client sends each of its commands to both towns at once, while two processes catch both towns up. */
async function live(histories: readonly (readonly Draft[])[], towns: readonly Town[]): Promise<void> {
  const databases = [new TenantDatabase(installation.app), new TenantDatabase(installation.app)];
  let writing = true;
  const send = async (drafts: readonly Draft[], client: number) => {
    for (const [i, one] of drafts.entries()) {
      const command = commandOf(one, `${client}/${i}`);
      await Promise.all(towns.map((town) => town.send(databases[client % 2]!, command)));
    }
  };
  const follow = async (database: TenantDatabase) => {
    const catchUp = new CatchUp(database, projections);
    while (writing) for (const { tenantId } of towns) await catchUp.tenant(tenantId);
  };
  const following = databases.map(follow);
  await Promise.all(histories.map(send)).finally(() => (writing = false));
  await Promise.all(following);
  for (const { tenantId } of towns)
    expect(await new CatchUp(databases[0]!, projections).tenant(tenantId)).toBe('caught-up');
}

/** What is read of the town, in every way there is, is what the model holds. */
async function expectReadsAsModel(tenantId: number, model: TownModel): Promise<void> {
  const reader = new EventReader(installation.owner);
  const ids = model.events.map(({ event }) => event.id);
  const pages: string[] = [];
  for (let after = 0; after < ids.length; after += 3)
    pages.push(...(await reader.tenant(tenantId, { after, limit: 3 })).map(({ id }) => id));
  expect(pages).toEqual(ids);
  expect(await reader.head(tenantId)).toBe(ids.length);
  const recorded = await reader.tenant(tenantId, { limit: 1_000 });
  expect(recorded.map(({ stream, data, type }) => ({ ...stream, data, type }))).toEqual(
    model.events.map(({ event, version }) => ({
      ...event.stream,
      version,
      data: event.data,
      type: event.type,
    })),
  );
  for (const id of PROJECTS)
    expect((await reader.stream(tenantId, projectStream(id))).map((event) => event.id)).toEqual(
      model.stream(id),
    );
  const trainings = await reader.tenant(tenantId, { limit: 1_000, types: ['TrainingHeld'] });
  expect(trainings.map(({ id }) => id)).toEqual(
    model.events.filter(({ event }) => event.type === 'TrainingHeld').map(({ event }) => event.id),
  );
}

async function expectSummaryAsModel(tenantId: number, { events }: TownModel): Promise<void> {
  const sum = (values: readonly unknown[]) => values.reduce<number>((a, b) => a + (b as number), 0);
  const data = events.map(({ event }) => event.data);
  const funds = (name: string) => sum(data.filter(({ tier }) => tier === name).map((d) => d.amountFen));
  const trainings = data.filter((d) => 'trainingId' in d);
  const { rows } = await installation.owner.query(
    `select higher_fen, town_fen, village_fen, trainings, people, half_hours
     from read_model.town_summary where tenant_id = $1`,
    [tenantId],
  );
  expect(rows).toEqual(
    events.length === 0
      ? []
      : [
          {
            higher_fen: funds('higher'),
            town_fen: funds('town'),
            village_fen: funds('village'),
            trainings: trainings.length,
            people: sum(trainings.map((d) => d.public)),
            half_hours: trainings.length * 3,
          },
        ],
  );
}

describe('two towns that use the same ids everywhere, written to by several clients at once', () => {
  it('do as a list of events each would, in what they answer, in what is read, and in their read models', async () => {
    await fc.assert(
      fc.asyncProperty(clients, async (histories) => {
        const towns = (await installation.aCounty(2)).towns.map((tenantId) => new Town(tenantId));
        await live(histories, towns);
        for (const { tenantId, attempts } of towns) {
          const model = new TownModel(attempts);
          expect(model.unexplained()).toEqual([]);
          await expectReadsAsModel(tenantId, model);
          await expectSummaryAsModel(tenantId, model);
        }
        const history = await readHistory(superuser);
        expect(checkChains(history)).toEqual([]);
        expect(await checkReadModels(superuser, history)).toEqual([]);
        expect(await checkSums(superuser)).toEqual([]);
        expect(await checkLag(superuser)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
