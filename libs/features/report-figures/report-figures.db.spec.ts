import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { append, type JsonObject, type NewEvent } from '../../event-store/index.ts';
import { CatchUp, figureOrigins, foldAsOf, viewsOfPast, type Cutoff } from '../../projections/index.ts';
import { readingOnly, type TenantDatabase, type TenantHandle } from '../../tenancy/index.ts';
import { makeScope } from '../../tenancy/scope.ts';
import { anAppend } from '../../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../testing/builders/installation.builder.ts';
import { aTownLife, townLives } from '../../testing/builders/town-life.builder.ts';
import { standingOn } from '../corrections/effective-day.ts';
import { projections, type ReadModels } from '../read-models.ts';
import { noPolicy } from '../shared/county-policy.ts';
import { countedFigure, reportFigures, sourceOf } from './catalogue.ts';
import type { FigurePart } from './figure-part.ts';
import { figureRows, figureSums, type FigureSum } from './figure-values.ts';
import { reportPeriod } from './report-period.ts';

let installation: Installation;
let database: TenantDatabase<ReadModels>;
beforeAll(async () => {
  installation = await anInstallation();
  database = installation.database;
});
afterAll(() => installation.close());

type Handle = TenantHandle<ReadModels>;
const LAST = '2024-12-31';
const whole = reportPeriod({ from: '2020-01-01', to: LAST }, noPolicy);
const middle = reportPeriod({ from: '2021-07-01', to: '2023-06-30' }, noPolicy);
const none = reportPeriod({ from: '1999-01-01', to: '1999-12-31' }, noPolicy);

function inTowns<Result>(towns: readonly number[], work: (db: Handle) => Promise<Result>): Promise<Result> {
  const scope = makeScope({ tenantId: towns[0]!, readable: towns, access: 'read' });
  return database.withTenant(readingOnly(scope), work);
}

async function aTown(events: readonly NewEvent[], tenantId: number): Promise<void> {
  if (events.length > 0) await append(installation.app, anAppend({ tenantId, events }));
  await new CatchUp(installation.database, projections).tenant(tenantId);
}

/** The rows as they were known by a day. */
async function rowsAsOf(db: Handle, towns: readonly number[], period: typeof whole, cutoff: Cutoff) {
  const { models } = await foldAsOf(db, projections, towns, cutoff);
  return figureRows(viewsOfPast(db.views, models), period);
}

/** Every figure and part of it that is shown, with what it is by its events. */
async function expectAllToOpen(
  db: Handle,
  towns: readonly number[],
  period: typeof whole,
  sums: ReadonlyMap<string, FigureSum>,
  cutoff: Cutoff = {},
): Promise<void> {
  const opened = async (name: string, part: FigurePart) => {
    const { figure } = countedFigure(name)!;
    const seen = figure.basis === 'end' ? standingOn(period.to, cutoff) : cutoff;
    const page = { cutoff: seen, limit: 2_000 };
    const { value, events, more } = await figureOrigins(db, sourceOf(figure, period, part), towns, page);
    expect(more).toBe(false);
    return { name, part, value, changes: events.reduce((sum, { change }) => sum + change, 0) };
  };
  for (const [name, { sum, parts }] of sums) {
    expect(await opened(name, {})).toEqual({ name, part: {}, value: sum, changes: sum });
    if (parts.length > 0) expect(parts.reduce((all, part) => all + part.sum, 0)).toBe(sum);
    for (const { part, sum: ofPart } of parts)
      expect(await opened(name, part)).toEqual({ name, part, value: ofPart, changes: ofPart });
  }
}

describe('every figure of a report', () => {
  it('that is no ratio counts something in a long life of a town', async () => {
    const [town] = (await installation.aCounty(1)).towns as [number];
    await aTown(aTownLife(6_000), town);
    const shown = await inTowns([town], async (db) => {
      const rows = await figureRows(db.views, whole);
      return figureSums(rows, rows, whole);
    });
    const empty = [...shown].filter(([, { sum }]) => sum === 0).map(([name]) => name);
    expect(empty).toEqual([]);
    expect([...shown.keys()]).toEqual(
      Object.keys(reportFigures).filter((name) => reportFigures[name]!.kind !== 'ratio'),
    );
  });

  it('is the sum of what its events gave to it, in any period, of one town and of two', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(80), townLives(40), async (ofFirst, ofSecond) => {
        const { towns } = await installation.aCounty(2);
        const [first, second] = towns as [number, number];
        await aTown(ofFirst, first);
        await aTown(ofSecond, second);
        for (const [scope, period] of [
          [[first], whole],
          [towns, middle],
          [towns, none],
        ] as const) {
          await inTowns(scope, async (db) => {
            const rows = await figureRows(db.views, period);
            const atEnd = await rowsAsOf(db, scope, period, standingOn(period.to, {}));
            await expectAllToOpen(db, scope, period, figureSums(rows, atEnd, period));
          });
        }
      }),
      { numRuns: 4 },
    );
  }, 240_000);

  it('is that also as it was known on a day', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(80), fc.constantFrom('2023-06-30', '2024-01-31'), async (events, asOf) => {
        const town = await installation.aTown();
        await aTown(events, town);
        await inTowns([town], async (db) => {
          const rows = await rowsAsOf(db, [town], middle, { asOf });
          const atEnd = await rowsAsOf(db, [town], middle, standingOn(middle.to, { asOf }));
          await expectAllToOpen(db, [town], middle, figureSums(rows, atEnd, middle), { asOf });
        });
      }),
      { numRuns: 4 },
    );
  }, 240_000);
});

/** The same life with every slip put right where it was made: the facts say from the start what they say at last. */
function withoutSlips(life: readonly NewEvent[]): NewEvent[] {
  const facts = structuredClone(life) as (NewEvent & { data: Record<string, JsonObject[string]> })[];
  for (const { type, data } of facts) {
    if (type !== 'FactCorrected') continue;
    facts.find(({ id }) => id === data['eventId'])!.data[data['field'] as string] = data['new']!;
  }
  return facts.filter(({ type }) => type !== 'FactCorrected');
}

describe('what stood at the end of a day', () => {
  it('is what would have stood if no fact had been mistyped, however late it was corrected', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(120), async (life) => {
        const { towns } = await installation.aCounty(2);
        const [told, meant] = towns as [number, number];
        await aTown(life, told);
        await aTown(withoutSlips(life), meant);
        const rowsOf = (tenantId: number, cutoff: Cutoff) =>
          inTowns([tenantId], async (db) => {
            const { project_card, money_movement } = await rowsAsOf(db, [tenantId], whole, cutoff);
            const all = [...project_card, ...money_movement].map((row) => ({ ...row, tenantId: 0 }));
            return all.map((row) => JSON.stringify(row)).sort();
          });
        expect(await rowsOf(told, standingOn(middle.to, {}))).toEqual(
          await rowsOf(meant, { asOf: middle.to }),
        );
      }),
      { numRuns: 5 },
    );
  }, 240_000);
});
