import { describe, expect, it } from '@jest/globals';
import { exampleCommands } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import { prepared, preparedFacts } from '../../testing/preparation-facts.ts';
import { noPolicy } from '../shared/county-policy.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { namedId } from '../shared/streams.ts';
import { startConstruction, varyContract } from './contract.decider.ts';

// Budget 600,000.00 yuan, of which 50 % must be allocated: 300,000.00, as is, on 2024-02-01.
const {
  venuePlanned,
  fundsAllocated,
  constructionStarted,
  contractVaried,
  venueCompleted,
  projectSuspended,
  projectResumed,
  projectCancelled,
} = facts;

const having = (fact: DecidedEvent, data: object): DecidedEvent => ({
  ...fact,
  data: { ...fact.data, ...data },
});
const on = (fact: DecidedEvent, occurredOn: string): DecidedEvent => ({ ...fact, occurredOn });
const without = (...missing: DecidedEvent[]) => prepared.filter((fact) => !missing.includes(fact));

describe('starting construction', () => {
  const body = exampleCommands['start-construction'];
  const ready = [venuePlanned, ...prepared, fundsAllocated];
  const starting = (change: object, past: readonly DecidedEvent[] = ready) =>
    given(...past).when(startConstruction, { ...body, ...change });
  const blockers = (...past: DecidedEvent[]) => given(...past).blockers(startConstruction);

  it('records the contract', () => {
    expect(starting({})).toEqual({ events: [constructionStarted] });
  });

  it('needs a project that was started', () => {
    expect(blockers()).toEqual(['project.unknown']);
    expect(blockers(venuePlanned)).toEqual(['project.not-started']);
  });

  it('says of a project that has just started everything that is missing', () => {
    expect(blockers(venuePlanned, preparedFacts.started)).toEqual([
      'construction.site-missing',
      'decision.step-missing',
      'decision.step-missing',
      'decision.step-missing',
      'decision.step-missing',
      'design.review-missing',
      'design.review-missing',
      'design.review-missing',
      'construction.design-not-final',
      'construction.money-not-secured',
    ]);
  });

  it('needs the site', () => {
    expect(blockers(venuePlanned, ...without(preparedFacts.site), fundsAllocated)).toEqual([
      'construction.site-missing',
    ]);
  });

  it.each(preparedFacts.decisions.map((decision) => [decision.data['step'], decision] as const))(
    'needs the step %s of the decision, carried',
    (_, decision) => {
      const rest = [venuePlanned, ...without(decision), fundsAllocated];
      expect(blockers(...rest)).toEqual(['decision.step-missing']);
      expect(blockers(...rest, having(decision, { carried: false }))).toEqual(['decision.step-missing']);
      expect(blockers(...rest, decision)).toEqual([]);
    },
  );

  it('needs the final design, though all rounds are done', () => {
    expect(blockers(venuePlanned, ...without(preparedFacts.finalised), fundsAllocated)).toEqual([
      'construction.design-not-final',
    ]);
  });

  it('says which discussion is missing', () => {
    const untilSecondReview = without(preparedFacts.finalised, ...preparedFacts.rounds.slice(3));
    const past = [venuePlanned, ...untilSecondReview, fundsAllocated];
    expect(given(...past).why(startConstruction, body)).toMatch(
      /^(第2轮上审已通过，)?还缺第2轮村民议事，请先登记下议结果$/,
    );
  });

  it('asks for no rounds where the design is final without them, by a waiver', () => {
    const waived = having(preparedFacts.finalised, { waiverId: namedId('waiver') });
    expect(
      blockers(
        venuePlanned,
        ...without(...preparedFacts.rounds, preparedFacts.finalised),
        waived,
        fundsAllocated,
      ),
    ).toEqual([]);
  });

  it('needs half of the budget allocated, and not a fen less', () => {
    const [half, less] = [30_000_000, 29_999_999].map((amountFen) => having(fundsAllocated, { amountFen }));
    expect(blockers(venuePlanned, ...prepared, half!)).toEqual([]);
    expect(blockers(venuePlanned, ...prepared, less!)).toEqual(['construction.money-not-secured']);
    expect(given(venuePlanned, ...prepared, less!).why(startConstruction, body)).toBe(
      '已安排资金 299999.99 元，不到预算 600000.00 元的 50%，还差 0.01 元，请先安排资金',
    );
  });

  it('counts goods and labour as well as money, and not what was taken back', () => {
    const labour = having(fundsAllocated, { kind: 'labour', labourDays: 1 });
    expect(blockers(venuePlanned, ...prepared, labour)).toEqual([]);
    const reversed = having(facts.fundsReversed, {
      of: 'allocation',
      factId: fundsAllocated.data['allocationId'],
      amountFen: 1,
    });
    expect(blockers(...ready, reversed)).toEqual(['construction.money-not-secured']);
  });

  it('counts what was allocated by its day', () => {
    const late = on(fundsAllocated, '2024-03-21');
    expect(starting({}, [venuePlanned, ...prepared, late])).toEqual({
      refused: 'construction.money-not-secured',
      at: '/occurredOn',
    });
    expect(starting({ occurredOn: '2024-03-21' }, [venuePlanned, ...prepared, late])).toHaveProperty(
      'events',
    );
  });

  it.each([
    ['equip', []],
    ['shared', []],
    [
      'repair',
      [
        ...Array.from({ length: 4 }, () => 'decision.step-missing'),
        'design.review-missing',
        'construction.design-not-final',
        'construction.money-not-secured',
      ],
    ],
  ])('goes by the procedure of the build type %s', (buildType, missing) => {
    expect(blockers(having(venuePlanned, { buildType }), preparedFacts.started)).toEqual(missing);
  });

  it('goes by the standard that the project is pinned to', () => {
    const { procedures } = defaultStandard;
    const lighter = { ...procedures, new: { ...procedures.new, securedPct: 10, site: false } };
    const standard = { ...defaultStandard, version: 1, from: '2024-01-01', procedures: lighter };
    const policy = { ...noPolicy, standards: [standard] };
    const missing = [...without(preparedFacts.site), having(fundsAllocated, { amountFen: 6_000_000 })];
    const [pinned, earlier] = [1, 0].map((standardVersion) => having(venuePlanned, { standardVersion }));
    expect(given(pinned!, ...missing).blockers(startConstruction, { policy })).toEqual([]);
    expect(given(earlier!, ...missing).blockers(startConstruction, { policy })).toEqual([
      'construction.site-missing',
      'construction.money-not-secured',
    ]);
  });

  it('takes a contract up to a tenth above the budget and not a fen more', () => {
    expect(starting({ contractFen: 66_000_000 })).toHaveProperty('events');
    expect(starting({ contractFen: 66_000_001 })).toEqual({
      refused: 'construction.above-budget',
      at: '/contractFen',
    });
  });

  it('goes by the budget as adjusted', () => {
    const adjusted = {
      ...venuePlanned,
      type: 'BudgetAdjusted',
      data: { budgetFen: 55_000_000 },
    };
    expect(starting({ contractFen: 60_500_000 }, [...ready, adjusted])).toHaveProperty('events');
    expect(starting({ contractFen: 60_500_001 }, [...ready, adjusted])).toHaveProperty('refused');
  });

  it('may be planned to end on its own day and not before', () => {
    expect(starting({ plannedEndOn: '2024-03-20' })).toHaveProperty('events');
    expect(starting({ plannedEndOn: '2024-03-19' })).toEqual({
      refused: 'construction.end-before-start',
      at: '/plannedEndOn',
    });
  });

  it('may be on the day of the final design and not before, today and not tomorrow', () => {
    expect(starting({ occurredOn: '2024-02-20' })).toHaveProperty('events');
    expect(starting({ occurredOn: '2024-02-19' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(starting({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(starting({ occurredOn: '2024-06-16' })).toHaveProperty('refused', 'date.in-future');
  });

  it('is not before the site or a step of the decision', () => {
    const refused = { refused: 'date.before-earlier-stage', at: '/occurredOn' };
    for (const fact of [preparedFacts.site, preparedFacts.decisions[3]!]) {
      const late = [venuePlanned, ...without(fact), fundsAllocated, on(fact, '2024-03-21')];
      expect(starting({}, late)).toEqual(refused);
      expect(starting({ occurredOn: '2024-03-21' }, late)).toHaveProperty('events');
    }
  });

  it('happens once', () => {
    expect(blockers(...ready, constructionStarted)).toEqual(['construction.already-started']);
  });

  it('does not happen while the project rests, nor after its end', () => {
    expect(blockers(...ready, projectSuspended)).toEqual(['project.suspended']);
    expect(blockers(...ready, projectSuspended, projectResumed)).toEqual([]);
    expect(blockers(...ready, projectCancelled)).toEqual(['project.cancelled']);
    expect(blockers(...ready, constructionStarted, venueCompleted)).toEqual(['venue.already-completed']);
  });

  it.each([
    ['/contractor', { contractor: '' }],
    ['/contractFen', { contractFen: 0 }],
    ['/plannedEndOn', { plannedEndOn: undefined }],
    ['/villageId', { villageId: namedId('another') }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(starting(change)).toEqual({ invalid: [pointer] });
  });
});

describe('varying the contract', () => {
  const body = exampleCommands['vary-contract'];
  const past = [venuePlanned, constructionStarted];
  const varying = (change: object, ...more: DecidedEvent[]) =>
    given(...past, ...more).when(varyContract, { ...body, ...change });

  it('records the variation', () => {
    expect(varying({})).toEqual({ events: [contractVaried] });
  });

  it('gives it an id when the command brings none', () => {
    expect(varying({ variationId: undefined })).toEqual({
      events: [having(contractVaried, { variationId: NEW_ID })],
    });
  });

  it('takes contract and variations up to a tenth above the budget and not a fen more', () => {
    expect(varying({ amountFen: 8_000_000 })).toHaveProperty('events');
    expect(varying({ amountFen: 8_000_001 })).toEqual({
      refused: 'construction.above-budget',
      at: '/amountFen',
    });
    const again = { variationId: namedId('another') };
    expect(varying({ ...again, amountFen: 7_500_000 }, contractVaried)).toHaveProperty('events');
    expect(varying({ ...again, amountFen: 7_500_001 }, contractVaried)).toHaveProperty('refused');
  });

  it('says the way out', () => {
    expect(given(...past).why(varyContract, { ...body, amountFen: 8_000_001 })).toBe(
      '合同价连同变更共 660000.01 元，超过预算 600000.00 元加 10% 的上限 660000.00 元，请先经表决调整预算',
    );
  });

  it('leaves something of the contract', () => {
    expect(varying({ amountFen: -57_999_999 })).toHaveProperty('events');
    expect(varying({ amountFen: -58_000_000 })).toEqual({
      refused: 'construction.nothing-left',
      at: '/amountFen',
    });
  });

  it('records a variation once', () => {
    expect(varying({ amountFen: 1 }, contractVaried)).toEqual({
      refused: 'construction.already-recorded',
      at: '/variationId',
    });
  });

  it('is between the start of construction and completion', () => {
    expect(given(venuePlanned).when(varyContract, body)).toHaveProperty(
      'refused',
      'construction.not-started',
    );
    expect(varying({ occurredOn: '2024-03-20' })).toHaveProperty('events');
    expect(varying({ occurredOn: '2024-03-19' })).toHaveProperty('refused', 'date.before-earlier-stage');
    expect(varying({}, venueCompleted)).toHaveProperty('refused', 'venue.already-completed');
  });

  it.each([
    ['/amountFen', { amountFen: 0 }],
    ['/reason', { reason: undefined }],
    ['/documentNo', { documentNo: undefined }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(varying(change)).toEqual({ invalid: [pointer] });
  });
});
