import { describe, expect, it } from '@jest/globals';
import { foldInto } from '../../projections/index.ts';
import type { RecordedEvent } from '../../event-store/index.ts';
import { projections } from '../read-models.ts';
import { noPolicy } from '../shared/county-policy.ts';
import { defaultStandard } from '../shared/standard.ts';
import { shownFigures } from './figure-answers.ts';
import { figureModels, figureSums, type FigureRows } from './figure-values.ts';
import { reportPeriod } from './report-period.ts';

type Fact = readonly [type: string, occurredOn: string, data: object];

const models: readonly string[] = figureModels;
const VILLAGES = ['a', 'b', 'c'];
const [A, B, C, D] = ['p-a', 'p-b', 'p-c', 'p-d'];
const village = (villageId: string): Fact => [
  'VillageRegistered',
  '2020-01-01',
  { villageId, code: `99010110020${villageId}`, name: villageId },
];
const planned = (venueId: string, villageId: string, on: string, change: object = {}): Fact => [
  'VenuePlanned',
  on,
  {
    venueId,
    villageId,
    venueName: venueId,
    year: Number(on.slice(0, 4)),
    buildType: 'new',
    plannedAreaDm2: 20_000,
    budgetFen: 50_000_000,
    fundingPlan: { higherFen: 50_000_000, townFen: 0, villageFen: 0 },
    targetOn: '2022-12-31',
    ...change,
  },
];
const completed = (venueId: string, villageId: string, on: string, change: object = {}): Fact => [
  'VenueCompleted',
  on,
  {
    venueId,
    villageId,
    buildType: 'new',
    builtAreaDm2: 20_000,
    finalCostFen: 48_000_000,
    grade: 'standard',
    ...change,
  },
];
const money = (
  type: string,
  on: string,
  amountFen: number,
  ids: object,
  account: object = { tier: 'higher', source: '省级财政' },
): Fact => [
  type,
  on,
  { venueId: A, villageId: 'a', allocationId: 'm', kind: 'cash', ...account, amountFen, ...ids },
];

const work = (workId: string, kind: string, quantity: number, unit: string, on = '2022-06-01'): Fact => [
  'EnvironmentWorkCompleted',
  on,
  { venueId: A, villageId: 'a', workId, kind, quantity, unit },
];

/** The figures of a town in which this happened, by name: as shown, with their parts as shown. */
function figuresOf(facts: readonly Fact[], from = '2021-01-01', to = '2022-12-31') {
  const period = reportPeriod({ from, to }, noPolicy);
  const rows = (until: string) => rowsOf(facts.filter(([, on]) => on <= until));
  const sums = figureSums(rows('9999-12-31'), rows(to), period);
  const shown = shownFigures(sums, (name, part) => `${name}?${Object.values(part ?? {}).join(' ')}`);
  return (name: string) => shown.find((figure) => figure.name === name)!;
}

function rowsOf(facts: readonly Fact[]): FigureRows {
  const events = facts.map(
    ([type, occurredOn, data], position) =>
      ({ type, occurredOn, data, position }) as unknown as RecordedEvent,
  );
  return Object.fromEntries(
    projections
      .filter(({ name }) => models.includes(name))
      .map((projection) => [
        projection.name,
        [...foldInto(projection, new Map(), events).values()].map(({ key, row }) => ({
          tenantId: 1,
          ...key,
          ...row,
        })),
      ]),
  ) as unknown as FigureRows;
}

const partsOf = ({ parts = [] }: ReturnType<ReturnType<typeof figuresOf>>) =>
  Object.fromEntries(
    parts.map(({ part, displayed, sharePct }) => [Object.values(part).join(' '), [displayed, sharePct]]),
  );

describe('figures of money', () => {
  const figures = figuresOf([
    village('a'),
    planned(A, 'a', '2021-03-01'),
    money('FundsAllocated', '2020-12-31', 9_999, { allocationId: 'before' }),
    money('FundsAllocated', '2021-01-01', 80_000_000, {}),
    money(
      'FundsAllocated',
      '2022-12-31',
      40_000_000,
      { allocationId: 'v' },
      { tier: 'village', source: '群众自筹' },
    ),
    money('FundsAllocated', '2023-01-01', 9_999, { allocationId: 'after' }),
    money('FundsReceived', '2021-05-01', 60_000_000, { receiptId: 'r' }),
    money('FundsDisbursed', '2021-06-01', 15_000_000, { paymentId: 'd' }),
    money('FundsReversed', '2022-02-01', 10_000_000, { reversalId: 'x', of: 'allocation', factId: 'm' }),
    money('FundsReversed', '2022-02-02', 5_000_000, { reversalId: 'y', of: 'payment', factId: 'd' }),
    [
      'FactCorrected',
      '2023-02-01',
      {
        venueId: A,
        villageId: 'a',
        eventType: 'FundsReceived',
        field: 'amountFen',
        old: 60_000_000,
        new: 66_000_000,
        fact: { occurredOn: '2021-05-01', factId: 'r', tier: 'higher', source: '省级财政', kind: 'cash' },
      },
    ],
  ]);

  it('are what was raised in the period, both ends counted, net of what was reversed in it', () => {
    // 800,000 + 400,000 − 100,000 yuan.
    expect(figures('funds.raised')).toMatchObject({
      exact: '110000000',
      exactUnit: 'fen',
      displayed: '110.00',
      note: null,
    });
    expect(partsOf(figures('funds.raised'))).toEqual({
      higher: ['70.00', '63.6'],
      village: ['40.00', '36.4'],
    });
    expect(partsOf(figures('funds.bySource'))).toEqual({
      'higher 省级财政 cash': ['70.00', '63.6'],
      'village 群众自筹 cash': ['40.00', '36.4'],
    });
  });

  it('are as corrected, whenever that was', () => {
    expect(figures('funds.received').displayed).toBe('66.00');
    expect(figures('funds.receivedRate')).toMatchObject({ exact: '66000000/110000000', displayed: '60.0' });
  });

  it('tell what was taken back by itself', () => {
    expect([figures('funds.disbursed').displayed, figures('funds.reversed').displayed]).toEqual([
      '10.00',
      '15.00',
    ]);
    expect(partsOf(figures('funds.reversed'))).toEqual({
      allocation: ['10.00', '66.7'],
      payment: ['5.00', '33.3'],
    });
  });

  it('hold what was paid out against what could be, goods and labour aside, and say so', () => {
    const account = { tier: 'village', source: '群众自筹', kind: 'labour' };
    const withLabour = figuresOf([
      village('a'),
      money('FundsReceived', '2021-05-01', 60_000_000, { receiptId: 'r' }),
      money('FundsReceived', '2021-05-02', 30_000_000, { receiptId: 'l', allocationId: 'l' }, account),
      money('FundsDisbursed', '2021-06-01', 60_000_000, { paymentId: 'd' }),
    ]);
    expect(withLabour('funds.received').displayed).toBe('90.00');
    expect(withLabour('funds.receivedCash').displayed).toBe('60.00');
    expect(withLabour('funds.disbursedRate')).toMatchObject({
      exact: '60000000/60000000',
      displayed: '100.0',
      note: { zh: '只计货币资金：实物和投工不支付' },
    });
    // 100,000 of 660,000 yuan.
    expect(figures('funds.disbursedRate')).toMatchObject({
      displayed: '15.2',
      note: { zh: '只计货币资金：实物和投工不支付；四舍五入保留 1 位小数' },
    });
  });
});

describe('figures of building', () => {
  const figures = figuresOf([
    ...VILLAGES.map(village),
    planned(A, 'a', '2021-03-01'),
    planned(B, 'b', '2021-03-01', { buildType: 'repair', targetOn: '2022-06-30' }),
    planned(C, 'c', '2022-03-01', { buildType: 'rebuild' }),
    planned(D, 'c', '2020-12-31'),
    ['ProjectStarted', '2021-04-01', { venueId: A, villageId: 'a' }],
    ['ConstructionStarted', '2021-08-01', { venueId: A, villageId: 'a', contractFen: 48_000_000 }],
    completed(A, 'a', '2022-05-01'),
    // A day late.
    completed(B, 'b', '2022-07-01', { builtAreaDm2: 19_999, finalCostFen: 49_997_501, grade: 'high' }),
    completed(D, 'c', '2023-01-01'),
    ['ProjectStatusChanged', '2022-09-01', { venueId: C, villageId: 'c', status: 'cancelled' }],
    work('w', 'greening', 9, 'tree'),
    work('x', 'hardening', 300, 'm2'),
    work('y', 'hardening', 150, 'm2'),
    work('z', 'beautifying', 60, 'm'),
    work('late', 'hardening', 1_000, 'm2', '2023-01-01'),
    [
      'ProjectSettled',
      '2022-11-01',
      { venueId: A, villageId: 'a', auditedFen: 47_000_000, toReturnFen: 3_000_000 },
    ],
    money('FundsAllocated', '2021-03-02', 50_000_000, {}),
    money('FundsReceived', '2021-03-03', 50_000_000, { receiptId: 'r' }),
  ]);
  const exact = (...names: string[]) => Object.fromEntries(names.map((name) => [name, figures(name).exact]));

  it('count what was planned, started, completed and given up in the period', () => {
    expect(
      exact(
        'projects.planned',
        'projects.started',
        'projects.underConstruction',
        'projects.cancelled',
        'venues.completed',
      ),
    ).toEqual({
      'projects.planned': '2',
      'projects.started': '1',
      'projects.underConstruction': '1',
      'projects.cancelled': '1',
      'venues.completed': '2',
    });
    expect(partsOf(figures('venues.completed'))).toEqual({ new: ['1', '50.0'], repair: ['1', '50.0'] });
    expect(partsOf(figures('venues.byGrade'))).toEqual({ high: ['1', '50.0'], standard: ['1', '50.0'] });
    expect(figures('projects.newOrRebuiltRate')).toMatchObject({ exact: '1/1', displayed: '100.0' });
  });

  it('show where the projects stand at its end, whatever came after', () => {
    expect(partsOf(figures('projects.byStage'))).toEqual({
      completed: ['2', '66.7'],
      planned: ['1', '33.3'],
    });
  });

  it('hold areas and costs against each other and against the standard', () => {
    expect(figures('area.built')).toMatchObject({ exact: '39999', displayed: '399.99' });
    // 399.99 m² through 2 is 199.995.
    expect(figures('area.average')).toMatchObject({
      displayed: '200.00',
      note: { zh: '四舍五入保留 2 位小数', en: 'rounded half up to 2 places' },
    });
    expect(figures('cost.final').displayed).toBe('98.00');
    // 979,975.01 yuan through 399.99 m².
    expect(figures('cost.perM2').displayed).toBe('2450.00');
  });

  it.each([
    ['new', '1'],
    ['rebuild', '1'],
    ['extend', '1'],
    ['repair', '0'],
    ['equip', '0'],
    ['shared', '0'],
  ])('hold what is built as %s against the smallest area and the ceiling: %s venue', (buildType, count) => {
    const of = (builtAreaDm2: number, finalCostFen: number) => {
      const built = completed(A, 'a', '2022-05-01', { buildType, builtAreaDm2, finalCostFen });
      const shown = figuresOf([village('a'), planned(A, 'a', '2021-03-01', { buildType }), built]);
      return [shown('area.belowStandard').exact, shown('cost.aboveCeiling').exact];
    };
    // 200 m² for 2,500 yuan each; a dm² less and a fen more.
    expect(of(20_000, 50_000_000)).toEqual(['0', '0']);
    expect(of(19_999, 49_997_500)).toEqual([count, '0']);
    expect(of(20_000, 50_000_001)).toEqual(['0', count]);
  });

  it('tell who was on time, by the day', () => {
    expect(figures('venues.onTimeRate')).toMatchObject({
      exact: '1/2',
      displayed: '50.0',
      of: {
        numerator: { name: 'venues.onTime', events: 'venues.onTime?' },
        denominator: { name: 'venues.completed' },
      },
    });
  });

  it('tell what was settled, and what is to be returned', () => {
    expect(exact('settled.projects', 'settled.audited', 'settled.toReturn')).toEqual({
      'settled.projects': '1',
      'settled.audited': '47000000',
      'settled.toReturn': '3000000',
    });
  });

  it('count environment works by kind, and what they came to in each unit', () => {
    expect(partsOf(figures('environment.works'))).toEqual({
      hardening: ['2', '50.0'],
      beautifying: ['1', '25.0'],
      greening: ['1', '25.0'],
    });
    expect(figures('environment.area')).toMatchObject({ exact: '45000', displayed: '450.00' });
    expect(partsOf(figures('environment.area'))).toEqual({ hardening: ['450.00', '100.0'] });
    expect(partsOf(figures('environment.length'))).toEqual({ beautifying: ['60', '100.0'] });
    expect(partsOf(figures('environment.trees'))).toEqual({ greening: ['9', '100.0'] });
    expect(figures('environment.pieces').displayed).toBe('0');
  });

  it('count villages by the venues that they had at the end', () => {
    expect(exact('villages.total', 'coverage.withVenue', 'coverage.uncovered', 'coverage.compliant')).toEqual(
      {
        'villages.total': '3',
        'coverage.withVenue': '2',
        'coverage.uncovered': '1',
        'coverage.compliant': '0',
      },
    );
    expect(figures('coverage.withVenueRate').displayed).toBe('66.7');
  });
});

describe('figures of villages’ people', () => {
  const profile = (villageId: string, on: string, year: number, branches: number, members: number): Fact => [
    'VillageProfileUpdated',
    on,
    { villageId, year, households: 1, population: 3, branches, members, collectiveIncomeFen: 0 },
  ];
  const figures = figuresOf([
    ...VILLAGES.map(village),
    profile('a', '2021-02-01', 2020, 1, 30),
    profile('a', '2022-02-01', 2021, 2, 32),
    // Late figures of an earlier year change nothing.
    profile('a', '2022-03-01', 2019, 9, 99),
    profile('b', '2022-12-31', 2022, 1, 25),
    profile('c', '2023-01-01', 2022, 1, 41),
  ]);

  it('are those of each village’s latest year that was known at the end, told apart by the year', () => {
    expect(partsOf(figures('villages.branches'))).toEqual({ 2021: ['2', '66.7'], 2022: ['1', '33.3'] });
    expect(figures('villages.members').displayed).toBe('57');
    expect(partsOf(figures('villages.members'))).toEqual({ 2021: ['32', '56.1'], 2022: ['25', '43.9'] });
  });
});

describe('figures of the venues that there are', () => {
  const keys = defaultStandard.sixHaves.map(({ key }) => key);
  const assessed = (venueId: string, villageId: string, missing: readonly string[]): Fact => [
    'SixHavesAssessed',
    '2022-06-01',
    {
      venueId,
      villageId,
      standardVersion: 0,
      items: keys.map((key) => ({ key, met: !missing.includes(key) })),
    },
  ];
  const granted = (venueId: string, on: string, change: object): Fact => [
    'VenueDesignated',
    on,
    { venueId, villageId: 'a', level: 'county', change: 'granted', documentNo: '1号', ...change },
  ];
  const [first = '', second = ''] = keys;
  const figures = figuresOf([
    ...VILLAGES.map(village),
    ...[A, B, C, D].flatMap((id, i) => [
      planned(id, VILLAGES[i % 3]!, '2021-03-01'),
      completed(id, VILLAGES[i % 3]!, '2022-05-01'),
    ]),
    assessed(A, 'a', []),
    assessed(B, 'b', [first]),
    assessed(C, 'c', [first, second]),
    // What was retired is there no more.
    assessed(D, 'a', []),
    ['VenueRetired', '2022-12-31', { venueId: D, villageId: 'a', reason: '合并使用' }],
    granted(A, '2022-07-01', { kind: 'highlight', until: '2022-12-30' }),
    granted(B, '2022-07-01', { kind: 'highlight', until: '2022-12-31' }),
    granted(C, '2022-07-01', { kind: 'highlight', level: 'province' }),
    granted(A, '2022-07-01', { kind: 'demonstration' }),
    granted(B, '2022-07-01', { kind: 'demonstration' }),
    granted(B, '2022-08-01', { kind: 'demonstration', change: 'revoked' }),
    granted(D, '2022-07-01', { kind: 'demonstration' }),
  ]);

  it('count those with all of the six haves', () => {
    expect(figures('sixHaves.venues').displayed).toBe('3');
    expect(figures('sixHaves.allRate')).toMatchObject({ exact: '1/3', displayed: '33.3' });
  });

  it('tell each of the six haves apart, also one that nobody has', () => {
    const of = (figure: string, item: string) =>
      figures(figure).parts!.find(({ part }) => part.item === item)!.displayed;
    expect([of('sixHaves.met', first), of('sixHaves.met', second)]).toEqual(['1', '2']);
    expect(of('sixHaves.asked', first)).toBe('3');
    expect(
      figures('sixHaves.metRate').parts!.map(({ part, exact, displayed }) => [part.item, exact, displayed]),
    ).toEqual(
      expect.arrayContaining([
        [first, '1/3', '33.3'],
        [second, '2/3', '66.7'],
        [keys[2], '3/3', '100.0'],
      ]),
    );
    const none = figuresOf([village('a'), planned(A, 'a', '2021-03-01'), completed(A, 'a', '2022-05-01')]);
    expect(none('sixHaves.metRate').parts!.map(({ exact, displayed }) => [exact, displayed])).toEqual(
      keys.map(() => ['0/1', '0.0']),
    );
  });

  it('count designations that are in force on the last day: neither run out nor revoked, of a venue that is there', () => {
    expect(partsOf(figures('designations.highlight'))).toEqual({
      county: ['1', '50.0'],
      province: ['1', '50.0'],
    });
    expect(figures('designations.demonstration').displayed).toBe('1');
  });
});

describe('a figure of nothing', () => {
  const figures = figuresOf([]);

  it('is a dash where something would be divided by it, and else nothing', () => {
    expect(figures('coverage.withVenueRate')).toMatchObject({ displayed: '—', exact: '0/0', note: null });
    expect(figures('cost.perM2').displayed).toBe('—');
    expect(figures('funds.raised')).toMatchObject({ displayed: '0.00', exact: '0', parts: [] });
  });
});

describe('parts that are rounded', () => {
  it('say that they miss the total', () => {
    const thirds = ['x', 'y', 'z'].map((source, i) =>
      money('FundsAllocated', '2021-02-01', 3_335_000, { allocationId: String(i) }, { tier: 'town', source }),
    );
    const figure = figuresOf([planned(A, 'a', '2021-01-01'), ...thirds])('funds.bySource');
    // 3.335 万元 three times is 10.005.
    expect(figure.displayed).toBe('10.01');
    expect(figure.parts!.map(({ displayed }) => displayed)).toEqual(['3.34', '3.34', '3.34']);
    expect(figure.partsNote!.zh).toBe('部分合计数因四舍五入存在尾差');
    expect(figuresOf(thirds.slice(0, 1))('funds.bySource').partsNote).toBeNull();
  });
});
