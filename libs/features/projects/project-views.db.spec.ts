import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { append, type NewEvent } from '../../event-store/index.ts';
import { CatchUp } from '../../projections/index.ts';
import { readingOnly } from '../../tenancy/index.ts';
import { makeScope } from '../../tenancy/scope.ts';
import { anAppend } from '../../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../testing/builders/installation.builder.ts';
import { townLives } from '../../testing/builders/town-life.builder.ts';
import { projections } from '../read-models.ts';
import { noPolicy } from '../shared/county-policy.ts';
import { fundFlow } from './fund-flow.view.ts';
import { fundLedger } from './fund-ledger.view.ts';
import { projectBoard } from './project-board.view.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

/** All views of these towns' projects, on a day after all lives. */
async function viewsOf(tenantIds: readonly number[]) {
  const towns = tenantIds.map((tenantId) => ({ tenantId, code: String(tenantId), name: `${tenantId}镇` }));
  const watch = { policy: noPolicy, towns, today: '2025-01-01' };
  const scope = readingOnly(makeScope({ tenantId: tenantIds[0]!, readable: tenantIds, access: 'read' }));
  return installation.database.withTenant(scope, async ({ views }) => ({
    board: await projectBoard(views, {}, watch),
    pages: await pagesOf((page) => projectBoard(views, {}, watch, page), towns),
    ledger: await fundLedger(views, {}, watch),
    flows: {
      allocated: await fundFlow(views, { step: 'allocated' }, watch),
      received: await fundFlow(views, { step: 'received' }, watch),
      disbursed: await fundFlow(views, { step: 'disbursed' }, watch),
    },
  }));
}

type Board = Awaited<ReturnType<typeof projectBoard>>;
type Page = Parameters<typeof projectBoard>[3];

/** A board gone through three projects at a time. */
async function pagesOf(
  read: (page: Page) => Promise<Board>,
  towns: readonly { tenantId: number; code: string }[],
): Promise<Board['projects']> {
  const all: Board['projects'] = [];
  for (;;) {
    const last = all.at(-1);
    const tenantId = towns.find(({ code }) => code === last?.townCode)?.tenantId;
    const after = last && { stageSince: last.stageSince!, tenantId: tenantId!, venueId: last.venueId };
    const { projects, more } = await read({ limit: 3, ...(after && { after }) });
    all.push(...projects);
    if (!more) return all;
  }
}

const steps = ['allocated', 'received', 'disbursed'] as const;
const types = {
  allocated: 'FundsAllocated',
  received: 'FundsReceived',
  disbursed: 'FundsDisbursed',
} as const;
const reversed = { allocated: 'allocation', received: 'receipt', disbursed: 'payment' } as const;

/** A step's money as a hand adds it up: what was booked, less what was reversed, and what corrections changed. */
function byHand(events: readonly NewEvent[], step: (typeof steps)[number]): number {
  return events.reduce((sum, { type, data }) => {
    if (type === types[step]) return sum + Number(data['amountFen']);
    if (type === 'FundsReversed' && data['of'] === reversed[step]) return sum - Number(data['amountFen']);
    if (type === 'FactCorrected' && data['eventType'] === types[step])
      return sum + Number(data['new']) - Number(data['old']);
    return sum;
  }, 0);
}

const sum = <Name extends string>(parts: readonly Readonly<Record<Name, number>>[], name: Name) =>
  parts.reduce((all, part) => all + part[name], 0);

async function twoTowns(lives: readonly NewEvent[][]): Promise<number[]> {
  const { towns } = await installation.aCounty(2);
  for (const [i, tenantId] of towns.entries()) {
    const events = lives[i]!;
    if (events.length > 0) await append(installation.app, anAppend({ tenantId, events }));
    await new CatchUp(installation.database, projections).tenant(tenantId);
  }
  return [...towns];
}

describe('the views of the projects of two towns that use the same ids', () => {
  it('tell of the same money, however it is laid out, and of all of it', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(80), townLives(80), async (...lives) => {
        const { ledger, flows } = await viewsOf(await twoTowns(lives));
        for (const step of steps) {
          const expected = byHand(lives.flat(), step);
          const name = `${step}Fen` as const;
          expect([
            ledger.total[name],
            sum(ledger.tiers, name),
            sum(ledger.sources, name),
            sum(ledger.projects, name),
            flows[step].amountFen,
            sum(flows[step].sources, 'amountFen'),
            sum(flows[step].stages, 'amountFen'),
            sum(flows[step].ledger, name),
          ]).toEqual(Array<number>(8).fill(expected));
        }
        expect(sum(flows.allocated.ledger, 'plannedFen')).toBe(ledger.total.plannedFen);
        expect(ledger.sources.every(({ source }) => source !== null)).toBe(true);
      }),
      { numRuns: 6 },
    );
  });

  it('count each project once at its stage, on one page or on several', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(80), townLives(80), async (...lives) => {
        const { board, pages } = await viewsOf(await twoTowns(lives));
        const projects = lives.map(
          (events) => new Set(events.flatMap(({ stream }) => (stream.type === 'project' ? [stream.id] : []))),
        );
        expect(board.projects).toHaveLength(projects[0]!.size + projects[1]!.size);
        expect(pages).toEqual(board.projects);
        for (const { stage, count } of board.stages)
          expect(board.projects.filter((project) => project.stage === stage)).toHaveLength(count);
      }),
      { numRuns: 6 },
    );
  });
});
