import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../event-store/index.ts';
import { exampleCommands, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, recorded } from '../../testing/given.ts';
import { preparedFacts, sited } from '../../testing/preparation-facts.ts';
import { needsAssessed } from '../preparation/preparation.events.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { evolveProject, unplanned } from '../shared/project-state.ts';
import { namedId, projectStream } from '../shared/streams.ts';
import { correctFact } from './correction.decider.ts';

const EVENT = namedId('example/event');
const body = exampleCommands['correct-fact'];
const {
  venuePlanned,
  fundsAllocated,
  fundsReceived,
  fundsDisbursed,
  fundsReversed,
  constructionStarted,
  contractVaried,
  environmentWorkCompleted,
  venueCompleted,
  projectSettled,
  projectCancelled,
} = facts;

type Past = readonly (DecidedEvent | RecordedEvent)[];
const correcting = (change: object, ...past: Past) =>
  given(venuePlanned, ...past).when(correctFact, { ...body, ...change });
/** The fact with an id that can be named, among the others in their order. */
const named = (fact: DecidedEvent, id = EVENT) => recorded(fact, id);
const amount = (old: number, value: number) => ({ field: 'amountFen', old, new: value });
const outOfOrder = { refused: 'correction.money-out-of-order', at: '/new' };

describe('correcting a fact', () => {
  it('says both values, and what the fact was about', () => {
    expect(correcting({ documentNo: '青财更〔2024〕1号' }, named(fundsAllocated))).toEqual({
      events: [
        {
          stream: projectStream(VENUE_ID),
          type: 'FactCorrected',
          schemaVersion: 1,
          occurredOn: '2024-06-12',
          data: {
            venueId: VENUE_ID,
            villageId: VILLAGE.id,
            eventId: EVENT,
            eventType: 'FundsAllocated',
            field: 'amountFen',
            old: 30_000_000,
            new: 31_000_000,
            reason: '录入时看错一位',
            documentNo: '青财更〔2024〕1号',
            fact: {
              occurredOn: '2024-02-01',
              factId: namedId('example/allocation'),
              allocationId: namedId('example/allocation'),
              tier: 'higher',
              source: '省级财政',
              kind: 'cash',
              buildType: 'new',
            },
          },
        },
      ],
    });
  });

  it('needs an event of the project that can be corrected', () => {
    const refusal = { refused: 'correction.unknown-event', at: '/eventId' };
    expect(correcting({ eventId: namedId('another') }, named(fundsAllocated))).toEqual(refusal);
    expect(correcting({}, named(fundsAllocated, namedId('another')), named(contractVaried))).toEqual(refusal);
    expect(correcting({})).toEqual({ refused: 'correction.nothing-to-correct', at: '/venueId' });
    expect(given().when(correctFact, body)).toEqual({ refused: 'project.unknown', at: '/venueId' });
  });

  it.each(['tier', 'source', 'kind', 'occurredOn', 'allocationId', 'nothing', '__proto__', 'constructor'])(
    'does not change %s of an allocation',
    (field) => {
      expect(correcting({ field }, named(fundsAllocated))).toEqual({
        refused: 'correction.not-correctable',
        at: '/field',
      });
    },
  );

  it('says the way out for what cannot be corrected', () => {
    const command = { ...body, field: 'tier', old: 'higher', new: 'town' };
    expect(given(venuePlanned, named(fundsAllocated)).why(correctFact, command)).toBe(
      '这个事件只能更正 amountFen、documentNo，资金的层级、来源、类型、日期有误的请冲销后重新登记',
    );
  });

  const ANEW = '资金的层级、来源、类型、日期有误的请冲销后重新登记';
  const BY_THE_PAPERS = '其他内容以登记时的原始材料为准，请核对';

  it.each<[string, Past, DecidedEvent, string]>([
    ['money, while the account is open', [venueCompleted], fundsAllocated, ANEW],
    ['money, once it is settled', [venueCompleted, projectSettled], fundsAllocated, '资金有误的请冲销'],
    ['money of a project that was given up', [projectCancelled], fundsAllocated, '资金有误的请冲销'],
    ['the plan', [], venuePlanned, '预算请调整，其他内容有误的请取消项目后重新规划'],
    ['the plan of a completed venue', [venueCompleted], venuePlanned, BY_THE_PAPERS],
    ['the plan of a project that was given up', [projectCancelled], venuePlanned, BY_THE_PAPERS],
    ['the site', [], sited(), '其他内容有误的请重新登记'],
    ['the site, once construction has begun', [constructionStarted], sited(), BY_THE_PAPERS],
    ['completion', [], venueCompleted, BY_THE_PAPERS],
  ])('points to no way that is closed: %s', (_, past, fact, way) => {
    const before = fact === venuePlanned ? [] : [venuePlanned];
    const sentence = given(...before, named(fact), ...past).why(correctFact, { ...body, field: 'nothing' });
    expect(sentence?.endsWith(`，${way}`)).toBe(true);
  });

  it('needs to know what the field says now, and to say something else', () => {
    expect(correcting(amount(29_000_000, 31_000_000), named(fundsAllocated))).toEqual({
      refused: 'correction.old-differs',
      at: '/old',
    });
    expect(correcting(amount(30_000_000, 30_000_000), named(fundsAllocated))).toEqual({
      refused: 'correction.nothing-new',
      at: '/new',
    });
  });

  it('corrects what was corrected before, from what it says since then', () => {
    const first = correcting({}, named(fundsAllocated)) as { events: DecidedEvent[] };
    const past = [named(fundsAllocated), ...first.events];
    expect(correcting({}, ...past)).toHaveProperty('refused', 'correction.old-differs');
    expect(correcting(amount(31_000_000, 32_000_000), ...past)).toHaveProperty('events');
  });

  it.each([
    ['amountFen', 0],
    ['amountFen', 0.5],
    ['amountFen', 100_000_000_001],
    ['amountFen', '31000000'],
  ])('does not let %s say %j', (field, value) => {
    expect(correcting({ field, new: value }, named(fundsAllocated))).toEqual({
      refused: 'correction.not-allowed',
      at: '/new',
    });
  });

  it('may be on the day of the fact and not before, today and not tomorrow', () => {
    expect(correcting({ occurredOn: '2024-02-01' }, named(fundsAllocated))).toHaveProperty('events');
    expect(correcting({ occurredOn: '2024-01-31' }, named(fundsAllocated))).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(correcting({ occurredOn: '2024-06-15' }, named(fundsAllocated))).toHaveProperty('events');
    expect(correcting({ occurredOn: '2024-06-16' }, named(fundsAllocated))).toHaveProperty(
      'refused',
      'date.in-future',
    );
  });

  it.each([
    ['rests', [facts.projectSuspended]],
    ['was cancelled', [facts.projectCancelled]],
    ['is complete', [venueCompleted]],
    ['is settled', [venueCompleted, projectSettled]],
  ])('is possible when the project %s', (_, past) => {
    expect(correcting({}, named(fundsAllocated), ...past)).toHaveProperty('events');
  });
});

describe('correcting money', () => {
  it('leaves as much allocated as has arrived', () => {
    const past = [named(fundsAllocated), fundsReceived];
    expect(correcting(amount(30_000_000, 20_000_000), ...past)).toHaveProperty('events');
    expect(correcting(amount(30_000_000, 19_999_999), ...past)).toEqual(outOfOrder);
  });

  it('leaves a receipt between what was paid out and what was allocated', () => {
    const past = [fundsAllocated, named(fundsReceived), fundsDisbursed];
    expect(correcting(amount(20_000_000, 30_000_000), ...past)).toHaveProperty('events');
    expect(correcting(amount(20_000_000, 30_000_001), ...past)).toEqual(outOfOrder);
    expect(correcting(amount(20_000_000, 5_000_000), ...past)).toHaveProperty('events');
    expect(correcting(amount(20_000_000, 4_999_999), ...past)).toEqual(outOfOrder);
  });

  it('leaves a payment within what has arrived, and not below what was taken back of it', () => {
    const past = [fundsAllocated, fundsReceived, named(fundsDisbursed), fundsReversed];
    // One million was taken back five days later: until then no more than the twenty that had arrived were paid.
    expect(correcting(amount(5_000_000, 20_000_000), ...past)).toHaveProperty('events');
    for (const above of [20_000_001, 21_000_000])
      expect(correcting(amount(5_000_000, above), ...past)).toEqual({
        refused: 'funds.not-covered-on-day',
        at: '/new',
      });
    expect(correcting(amount(5_000_000, 21_000_001), ...past)).toEqual(outOfOrder);
    expect(correcting(amount(5_000_000, 1_000_000), ...past)).toHaveProperty('events');
    expect(correcting(amount(5_000_000, 999_999), ...past)).toEqual({
      refused: 'correction.below-reversed',
      at: '/new',
    });
  });

  it('leaves payments within the audited amount', () => {
    const settled = { ...projectSettled, data: { ...projectSettled.data, auditedFen: 6_000_000 } };
    const past = [fundsAllocated, fundsReceived, named(fundsDisbursed), venueCompleted, settled];
    expect(correcting(amount(5_000_000, 6_000_000), ...past)).toHaveProperty('events');
    expect(correcting(amount(5_000_000, 6_000_001), ...past)).toEqual({
      refused: 'settlement.below-payments',
      at: '/new',
    });
  });

  it('corrects a payee and a voucher’s number', () => {
    const past = [fundsAllocated, fundsReceived, named(fundsDisbursed)];
    const payee = { field: 'payee', old: '青石建筑公司', new: '青石建筑有限公司' };
    expect(correcting(payee, ...past)).toHaveProperty('events');
    expect(correcting({ ...payee, new: '公'.repeat(101) }, ...past)).toHaveProperty(
      'refused',
      'correction.not-allowed',
    );
    expect(correcting({ ...payee, new: '\n' }, ...past)).toEqual({ invalid: ['/new'] });
  });
});

describe('correcting construction', () => {
  const contract = (old: number, value: number) => ({ field: 'contractFen', old, new: value });

  it('leaves contract and variations within a tenth above the budget', () => {
    const past = [named(constructionStarted), contractVaried];
    expect(correcting(contract(58_000_000, 65_500_000), ...past)).toHaveProperty('events');
    expect(correcting(contract(58_000_000, 65_500_001), ...past)).toEqual({
      refused: 'construction.above-budget',
      at: '/new',
    });
  });

  it('sends to a vote on the budget as long as there can be one', () => {
    const command = { ...body, ...contract(58_000_000, 65_500_001) };
    const past = [venuePlanned, named(constructionStarted), contractVaried];
    const sentence = (...later: Past) => given(...past, ...later).why(correctFact, command);
    expect(sentence()).toMatch(/，请先经表决调整预算$/);
    expect(sentence(venueCompleted)).toMatch(/，请核对金额$/);
    expect(sentence(projectCancelled)).toMatch(/，请核对金额$/);
  });

  it('leaves something of the contract with its variations', () => {
    const cheaper = { ...contractVaried, data: { ...contractVaried.data, amountFen: -500_000 } };
    const past = [named(constructionStarted), cheaper];
    expect(correcting(contract(58_000_000, 500_001), ...past)).toHaveProperty('events');
    expect(correcting(contract(58_000_000, 500_000), ...past)).toEqual({
      refused: 'construction.nothing-left',
      at: '/new',
    });
  });

  it('leaves the contract’s end on or after its start', () => {
    const end = (value: string) => ({ field: 'plannedEndOn', old: '2024-10-31', new: value });
    expect(correcting(end('2024-03-20'), named(constructionStarted))).toHaveProperty('events');
    expect(correcting(end('2024-03-19'), named(constructionStarted))).toEqual({
      refused: 'construction.end-before-start',
      at: '/new',
    });
  });

  it('leaves the contract as much as was audited', () => {
    const past = [named(constructionStarted), contractVaried, venueCompleted, projectSettled];
    // 582,000.00 yuan were audited, 5,000.00 of them for a variation.
    expect(correcting(contract(58_000_000, 57_700_000), ...past)).toHaveProperty('events');
    expect(correcting(contract(58_000_000, 57_699_999), ...past)).toEqual({
      refused: 'settlement.above-contract',
      at: '/new',
    });
  });

  it('leaves the audited amount within the contract, with its document above the threshold', () => {
    const small = { ...projectSettled, data: { ...projectSettled.data, auditedFen: 40_000_000 } };
    const past = [constructionStarted, contractVaried, venueCompleted, named(small)];
    const audited = (value: number) => ({ field: 'auditedFen', old: 40_000_000, new: value });
    expect(correcting(audited(50_000_000), ...past)).toHaveProperty('events');
    expect(correcting(audited(50_000_001), ...past)).toEqual({
      refused: 'settlement.audit-missing',
      at: '/documentNo',
    });
    expect(correcting({ ...audited(58_500_000), documentNo: '青审〔2024〕9号' }, ...past)).toHaveProperty(
      'events',
    );
    expect(correcting({ ...audited(58_500_001), documentNo: '青审〔2024〕9号' }, ...past)).toEqual({
      refused: 'settlement.above-contract',
      at: '/new',
    });
  });

  it('corrects area, cost and grade of a completion, and the quantity of environment works', () => {
    const area = { field: 'builtAreaDm2', old: 31_250, new: 3_125 };
    expect(correcting(area, named(venueCompleted))).toHaveProperty('events');
    expect(correcting({ ...area, new: 0 }, named(venueCompleted))).toHaveProperty(
      'refused',
      'correction.not-allowed',
    );
    const grade = { field: 'grade', old: 'standard', new: 'high' };
    expect(correcting(grade, named(venueCompleted))).toHaveProperty('events');
    const works = correcting({ field: 'quantity', old: 320, new: 230 }, named(environmentWorkCompleted));
    expect(works).toMatchObject({
      events: [{ data: { fact: { kind: 'hardening', factId: namedId('example/work'), buildType: 'new' } } }],
    });
  });
});

describe('correcting preparation', () => {
  it('corrects where the site is', () => {
    const lat = { field: 'lat', old: 30.5123, new: 30.5132 };
    expect(correcting(lat, named(preparedFacts.site))).toHaveProperty('events');
    expect(correcting({ ...lat, new: 91 }, named(preparedFacts.site))).toHaveProperty(
      'refused',
      'correction.not-allowed',
    );
  });

  it('corrects an assessment of needs before anything is planned, and the last one only changes what is needed', () => {
    const needs = (costFen: number) =>
      happened(needsAssessed, projectStream(VENUE_ID), '2024-01-05', {
        venueId: VENUE_ID,
        villageId: VILLAGE.id,
        areaDm2: 0,
        gaps: [],
        costFen,
      });
    const past = [named(needs(1_000)), named(needs(2_000), namedId('second'))];
    const decision = given(...past).when(correctFact, { ...body, field: 'costFen', old: 1_000, new: 1_500 });
    const { events } = decision as { events: DecidedEvent[] };
    expect(events).toMatchObject([
      { data: { eventType: 'NeedsAssessed', fact: { occurredOn: '2024-01-05' } } },
    ]);
    expect([...past, ...events].reduce(evolveProject, unplanned).need?.costFen).toBe(2_000);
  });

  it('sends those who would correct what came from another town to a reversal', () => {
    const movedIn = {
      ...venuePlanned,
      type: 'ProjectMovedIn',
      data: {
        ...venuePlanned.data,
        plannedOn: '2024-01-10',
        allocated: { higherFen: 0, townFen: 0, villageFen: 0 },
        allocationIds: [],
        from: { code: '990101101', name: '河口镇' },
      },
    };
    expect(given(movedIn).why(correctFact, body)).toBe(
      '并入本镇以前登记的事项不能更正，资金的层级、来源、类型、日期有误的请冲销后重新登记',
    );
  });
});
