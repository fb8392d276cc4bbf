import { describe, expect, it } from '@jest/globals';
import { exampleCommands } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { settleProject } from './settlement.decider.ts';

// Contract and variations: 585,000.00 yuan. An audit document above 500,000.00. Budget: 600,000.00.
const {
  venuePlanned,
  fundsAllocated,
  fundsReceived,
  fundsDisbursed,
  fundsReversed,
  constructionStarted,
  contractVaried,
  venueCompleted,
  projectSettled,
  projectCancelled,
} = facts;
const body = exampleCommands['settle-project'];
const having = (fact: DecidedEvent, data: object): DecidedEvent => ({
  ...fact,
  data: { ...fact.data, ...data },
});
const complete = [venuePlanned, constructionStarted, contractVaried, venueCompleted];
const settling = (change: object, ...more: DecidedEvent[]) =>
  given(...complete, ...more).when(settleProject, { ...body, ...change });

describe('settling a project', () => {
  it('records the audited amount', () => {
    expect(settling({})).toEqual({ events: [projectSettled] });
  });

  it('is at most contract and variations, and not a fen more', () => {
    expect(settling({ auditedFen: 58_500_000 })).toHaveProperty('events');
    expect(settling({ auditedFen: 58_500_001 })).toEqual({
      refused: 'settlement.above-contract',
      at: '/auditedFen',
    });
  });

  it('needs an audit document above 500,000.00 yuan, and none at that', () => {
    expect(settling({ auditedFen: 50_000_000, documentNo: undefined })).toHaveProperty('events');
    expect(settling({ auditedFen: 50_000_001, documentNo: undefined })).toEqual({
      refused: 'settlement.audit-missing',
      at: '/documentNo',
    });
  });

  describe('of which 200,000.00 yuan were received and 40,000.00 paid out', () => {
    const money = [fundsAllocated, fundsReceived, fundsDisbursed, fundsReversed];
    const toReturn = (change: object, ...past: DecidedEvent[]) =>
      (settling(change, ...past) as { events: DecidedEvent[] }).events[0]!.data['toReturnFen'];

    it('covers what was paid out, to the fen', () => {
      expect(settling({ auditedFen: 4_000_000 }, ...money)).toHaveProperty('events');
      expect(settling({ auditedFen: 3_999_999 }, ...money)).toEqual({
        refused: 'settlement.below-payments',
        at: '/auditedFen',
      });
    });

    it('is refused whatever is audited when more was paid out than the contract comes to', () => {
      const contract = (contractFen: number) => {
        const past = [
          venuePlanned,
          having(constructionStarted, { contractFen }),
          contractVaried,
          venueCompleted,
        ];
        return given(...past, ...money).when(settleProject, { ...body, auditedFen: 4_000_000 });
      };
      // With the variation of 5,000.00 yuan the contract comes to 40,000.00, or to a fen less.
      expect(contract(3_500_000)).toHaveProperty('events');
      expect(contract(3_499_999)).toEqual({ refused: 'settlement.below-payments', at: '/venueId' });
    });

    it('has received money above it returned', () => {
      expect(toReturn({ auditedFen: 4_000_000 }, ...money)).toBe(16_000_000);
      expect(toReturn({ auditedFen: 19_999_999 }, ...money)).toBe(1);
      expect(toReturn({ auditedFen: 20_000_000 }, ...money)).toBe(0);
      expect(toReturn({ auditedFen: 20_000_001 }, ...money)).toBe(0);
    });

    it('has no goods and no labour returned', () => {
      const labour = { kind: 'labour', labourDays: 100 };
      expect(
        toReturn(
          { auditedFen: 1 },
          having(fundsAllocated, labour),
          having(fundsReceived, { kind: 'labour' }),
        ),
      ).toBe(0);
    });
  });

  it('takes the budget with its tolerance where no contract was recorded before completion', () => {
    const past = [venuePlanned, venueCompleted];
    const audited = (auditedFen: number) => given(...past).when(settleProject, { ...body, auditedFen });
    expect(audited(66_000_000)).toHaveProperty('events');
    expect(audited(66_000_001)).toHaveProperty('refused', 'settlement.above-contract');
  });

  it('needs completion, and happens once', () => {
    const incomplete = given(venuePlanned, constructionStarted).when(settleProject, body);
    expect(incomplete).toEqual({ refused: 'settlement.not-complete', at: '/venueId' });
    expect(settling({}, projectSettled)).toHaveProperty('refused', 'project.settled');
    expect(given(venuePlanned, projectCancelled).when(settleProject, body)).toHaveProperty(
      'refused',
      'project.cancelled',
    );
  });

  it('may be on the day of completion and not before', () => {
    expect(settling({ occurredOn: '2024-05-20' })).toHaveProperty('events');
    expect(settling({ occurredOn: '2024-05-19' })).toHaveProperty('refused', 'date.before-earlier-stage');
  });

  it.each([
    ['/auditedFen', { auditedFen: 0 }],
    ['/toReturnFen', { toReturnFen: 0 }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(settling(change)).toEqual({ invalid: [pointer] });
  });
});
