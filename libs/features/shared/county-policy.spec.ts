import { describe, expect, it } from '@jest/globals';
import { upcast } from '../../event-store/index.ts';
import { campaignOpened, standardPublished, townTargetSet, waiverGranted } from '../policy/policy.events.ts';
import { periodClosed, periodExceptionGranted } from '../reporting/reporting.events.ts';
import { evolvePolicy, noPolicy, standardInForce, standardOf, waiverOf } from './county-policy.ts';
import { happened } from './event.ts';
import { defaultStandard, standardContent } from './standard.ts';
import { namedId, policyStream, reportingStream } from './streams.ts';
import { upcasters } from '../upcasters.ts';

const TOWN = '990101100';
const on = '2024-01-02';
const documentNo = '青组发〔2024〕1号';
const published = (version: number, from: string) =>
  happened(standardPublished, policyStream(), on, { ...defaultStandard, version, from, documentNo });

describe('what a county has laid down', () => {
  it('holds its standards, campaigns, targets, waivers, closings and exceptions', () => {
    const waiver = {
      waiverId: namedId('waiver'),
      townCode: TOWN,
      venueId: namedId('venue'),
      kind: 'six-haves' as const,
      until: '2024-12-31',
      documentNo,
    };
    const closing = { level: 'county', period: '2023', change: 'closed', reason: '汇总' } as const;
    const exception = { townCode: TOWN, period: '2023-12', until: '2024-01-31' };
    const days = { from: '2024-01-01', until: '2024-12-31' };
    const policy = [
      published(1, '2024-01-01'),
      happened(campaignOpened, policyStream(), on, { campaign: '提升年', ...days, documentNo }),
      happened(townTargetSet, policyStream(), on, { townCode: TOWN, year: 2024, venues: 3 }),
      happened(waiverGranted, policyStream(), on, { ...waiver, reason: '灾后重建' }),
      happened(periodClosed, reportingStream(), on, closing),
      happened(periodExceptionGranted, reportingStream(), on, { ...exception, reason: '漏报' }),
    ].reduce(evolvePolicy, noPolicy);
    expect(policy).toEqual({
      standards: [{ ...defaultStandard, version: 1, from: '2024-01-01' }],
      campaigns: [{ name: '提升年', ...days }],
      targets: [{ townCode: TOWN, year: 2024, venues: 3, amountFen: null, campaign: null }],
      waivers: [waiver],
      closedPeriods: ['2023'],
      exceptions: [exception],
    });
    const reopened = happened(periodClosed, reportingStream(), on, { ...closing, change: 'reopened' });
    expect(evolvePolicy(policy, reopened).closedPeriods).toEqual([]);
  });
});

describe('a standard that was published before it could say all that it can say now', () => {
  const { townCommittee: _, thresholds, ...rest } = defaultStandard;
  const { yearEndRiskMonth: __, timeShortPct: ___, ...then } = thresholds;
  const { dueWithinDays: _4, mediumTownFrom: _5, largeTownFrom: _6, ...earlier } = then;
  const content = { ...rest, thresholds: { ...earlier, idleMoneyDays: 30 } };

  it('is read with what is shipped in place of what it lacks', () => {
    const event = published(1, '2024-01-01');
    const data = { ...content, version: 1, from: '2024-01-01', documentNo };
    const old = upcast({ ...event, schemaVersion: 1, data }, upcasters);
    expect(standardPublished.data.safeParse(old.data).success).toBe(true);
    const [standard] = evolvePolicy(noPolicy, old).standards;
    expect(standard).toMatchObject({ townCommittee: defaultStandard.townCommittee, version: 1 });
    expect(standard!.thresholds).toEqual({ ...thresholds, idleMoneyDays: 30 });
  });

  it('may be published so still', () => {
    const { version: _version, from: _from, ...body } = content;
    expect(standardContent.parse(body)).toMatchObject({
      townCommittee: { quorum: { numerator: 1, denominator: 2 }, majority: { numerator: 1, denominator: 2 } },
      thresholds: {
        idleMoneyDays: 30,
        yearEndRiskMonth: 10,
        timeShortPct: 80,
        dueWithinDays: 60,
        mediumTownFrom: 10,
        largeTownFrom: 20,
      },
    });
  });
});

describe('the standard of a plan', () => {
  const policy = [published(1, '2024-03-01'), published(2, '2024-05-01'), published(3, '2024-05-01')].reduce(
    evolvePolicy,
    noPolicy,
  );
  const inForce = (day: string) => standardInForce(policy, day).version;

  it('is the one in force on its day: of two from the same day the later one', () => {
    expect([inForce('2024-03-01'), inForce('2024-04-30'), inForce('2024-05-01')]).toEqual([1, 1, 3]);
  });

  it('is the shipped one before the county’s first is in force', () => {
    expect(standardInForce(policy, '2024-02-29')).toBe(defaultStandard);
    expect(standardInForce(noPolicy, '2024-05-01')).toBe(defaultStandard);
  });

  it('is found again by its version, whatever was published since', () => {
    expect(standardOf(policy, 2)).toMatchObject({ version: 2, from: '2024-05-01' });
    expect(standardOf(policy, 0)).toBe(defaultStandard);
  });
});

describe('a waiver', () => {
  const waiver = {
    townCode: TOWN,
    venueId: namedId('venue'),
    kind: 'review-rounds' as const,
    documentNo,
  };
  const [first, second] = [
    { ...waiver, waiverId: namedId('first'), until: '2024-06-30' },
    { ...waiver, waiverId: namedId('second'), until: '2024-03-31' },
  ];
  const policy = { ...noPolicy, waivers: [first, second] };
  const held = (day: string, other: object = {}) => waiverOf(policy, { ...waiver, on: day, ...other });

  it('holds on its last day and not on the next', () => {
    expect(held('2024-06-30')).toEqual(first);
    expect(held('2024-07-01')).toBeUndefined();
  });

  it('is the one granted last of those that hold', () => {
    expect(held('2024-03-31')).toEqual(second);
    expect(held('2024-04-01')).toEqual(first);
  });

  it('is of its town, venue and rule alone', () => {
    expect(held('2024-03-31', { townCode: '990101101' })).toBeUndefined();
    expect(held('2024-03-31', { venueId: namedId('another') })).toBeUndefined();
    expect(held('2024-03-31', { kind: 'six-haves' })).toBeUndefined();
  });
});
