import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryCreator } from 'kysely';
import { append } from '../../event-store/index.ts';
import { CatchUp, foldAsOf, viewsOfPast } from '../../projections/index.ts';
import { readingOnly } from '../../tenancy/index.ts';
import { makeScope } from '../../tenancy/scope.ts';
import { anAppend, anEvent } from '../../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../testing/builders/installation.builder.ts';
import { NEIGHBOUR, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { overviewFigures, townLines } from '../overview/overview.view.ts';
import { projections, type ReadModels } from '../read-models.ts';
import { coverage } from '../report-figures/coverage.view.ts';
import { noPolicy } from '../shared/county-policy.ts';
import { villageCards } from './village-cards.view.ts';

let installation: Installation;
let tenantId: number;

/** The village has a venue since 2024-05-20; on 2024-06-01 it goes into its neighbour, which has none. */
const HISTORY = [
  facts.villageRegistered,
  facts.neighbourRegistered,
  facts.predecessorAppointed,
  facts.venuePlanned,
  facts.venueCompleted,
  facts.villageMerged,
  facts.neighbourAbsorbed,
];

beforeAll(async () => {
  installation = await anInstallation();
  tenantId = await installation.aTown();
  await append(installation.app, anAppend({ tenantId, events: HISTORY.map(anEvent) }));
  await new CatchUp(installation.database, projections).tenant(tenantId);
});
afterAll(() => installation.close());

async function shown(views: QueryCreator<ReadModels>) {
  const towns = [{ tenantId, code: '990101100', name: '青石镇' }];
  const [line] = await townLines(views, towns);
  const context = { towns, policy: noPolicy, on: '2024-06-15' };
  const { total, uncovered } = await coverage(views, context);
  return {
    overview: (await overviewFigures(views)).villages,
    line: { villages: line!.villages, covered: line!.covered },
    coverage: { villages: total.villages, withVenue: total.withVenue, shared: total.shared },
    uncovered: uncovered.map(({ name, reason, venueName }) => [name, reason, venueName]),
    cards: (await villageCards(views)).map(({ name, mergedInto, mergedOn, absorbed, ...card }) => ({
      ...{ name, mergedInto, mergedOn, absorbed },
      ...{ completed: card.venuesCompleted, partySecretaryId: card.partySecretaryId },
    })),
  };
}

const scope = () => readingOnly(makeScope({ tenantId, readable: [tenantId], access: 'read' }));
const now = () => installation.database.withTenant(scope(), (db) => shown(db.views as never));
const asOf = (day: string) =>
  installation.database.withTenant(scope(), async (db) => {
    const { models } = await foldAsOf(db, projections, [tenantId], { asOf: day });
    return shown(viewsOfPast(db.views, models));
  });

const card = { mergedInto: null, mergedOn: null, absorbed: [], completed: 0, partySecretaryId: null };

describe('a village that went into another one', () => {
  it('counts no more, and its venue counts for its heir', async () => {
    expect(await now()).toEqual({
      overview: { total: 1, planned: 1, covered: 1, coveragePct: '100.0' },
      line: { villages: 1, covered: 1 },
      coverage: { villages: 1, withVenue: 1, shared: 0 },
      uncovered: [[NEIGHBOUR.name, 'not-compliant', '青石沟村党群服务中心']],
      cards: [
        {
          ...card,
          name: VILLAGE.name,
          mergedInto: { villageId: NEIGHBOUR.id, name: NEIGHBOUR.name },
          mergedOn: '2024-06-01',
          completed: 1,
        },
        {
          ...card,
          name: NEIGHBOUR.name,
          absorbed: [{ villageId: VILLAGE.id, name: VILLAGE.name, mergedOn: '2024-06-01' }],
        },
      ],
    });
  });

  it('is one of two as of the day before, with its officers, and a part of the other as of that day', async () => {
    const predecessor = facts.predecessorAppointed.data['inPersonId'];
    expect(await asOf('2024-05-31')).toEqual({
      overview: { total: 2, planned: 1, covered: 1, coveragePct: '50.0' },
      line: { villages: 2, covered: 1 },
      coverage: { villages: 2, withVenue: 1, shared: 0 },
      uncovered: [
        [VILLAGE.name, 'not-compliant', '青石沟村党群服务中心'],
        [NEIGHBOUR.name, 'none-planned', null],
      ],
      cards: [
        { ...card, name: VILLAGE.name, completed: 1, partySecretaryId: predecessor },
        { ...card, name: NEIGHBOUR.name },
      ],
    });
    expect(await asOf('2024-06-01')).toEqual(await now());
  });
});
