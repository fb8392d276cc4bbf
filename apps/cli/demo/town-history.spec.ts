import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DecidedEvent } from '../../../libs/features/shared/event.ts';
import { eventTypes, featureEvents } from '../../../libs/features/events.ts';
import type { CountyPolicy } from '../../../libs/features/shared/county-policy.ts';
import type { County } from '../county-import/county.ts';
import { countyHistory } from './county-history.ts';
import { readDemoCounty } from './demo-county.ts';
import { townHistory } from './town-history.ts';

const LAST_DAY = '2026-11-22';
const STAR = '990101103';
const LAGGARD = '990101107';

let county: County;
let histories: Map<string, readonly DecidedEvent[]>;
let policy: CountyPolicy;
beforeAll(async () => {
  county = await readDemoCounty();
  ({ policy } = countyHistory(county, LAST_DAY));
  histories = new Map(county.towns.map((town) => [town.code, townHistory(town, LAST_DAY, policy)]));
});

const everything = () => [...histories.values()].flat();
const ofType = (type: string, events: readonly DecidedEvent[] = everything()) =>
  events.filter((event) => event.type === type);

describe('the demo county', () => {
  it('has 11 towns and 160 villages under a code that no county has', () => {
    expect(county.code).toBe('990101');
    expect(county.towns).toHaveLength(11);
    expect(county.towns.flatMap((town) => town.villages)).toHaveLength(160);
  });

  it('has villages of the same name only in different towns, and some of rare characters', () => {
    for (const { villages } of county.towns)
      expect(new Set(villages.map((v) => v.name)).size).toBe(villages.length);
    const names = county.towns.flatMap((town) => town.villages.map((village) => village.name));
    expect(names).toEqual(expect.arrayContaining(['石𬒈村', '㙦头村']));
    expect(names.filter((name) => name === '张家湾村')).toHaveLength(2);
  });
});

describe('the history of the demo county', () => {
  it('is the same for the same day', () => {
    const town = county.towns[9]!;
    expect(townHistory(town, LAST_DAY, policy)).toEqual(histories.get(town.code));
  });

  it('can end on any day, on 29 February for one', () => {
    const dates = townHistory(county.towns[9]!, '2028-02-29', countyHistory(county, '2028-02-29').policy).map(
      (event) => event.occurredOn,
    );
    expect(dates[0]).toBe('2025-03-02');
    expect(dates.at(-1)).toMatch(/^2028-02-2/);
  });

  it('has at least 100,000 events in three years, none in the future, each town’s in the order of their dates', () => {
    expect(everything().length).toBeGreaterThan(100_000);
    for (const history of histories.values()) {
      const dates = history.map((event) => event.occurredOn);
      expect(dates).toEqual([...dates].sort());
      expect(dates[0]).toBe('2023-11-23');
      expect(dates.at(-1)! <= LAST_DAY).toBe(true);
    }
  });

  it('holds only events that fit their schemas', () => {
    const schemas = new Map(eventTypes.map((event) => [event.type, event.data]));
    expect(() => {
      for (const { type, data } of everything()) schemas.get(type)!.parse(data);
    }).not.toThrow();
  });

  it('has every kind of fact of building, money and venues, and every tier and contribution', () => {
    const { policy: _, reporting: __, rankings: ___, mergers: ____, ...ofTowns } = featureEvents;
    const kinds = Object.values(ofTowns).flatMap((events) => events.map(({ type }) => type));
    expect([...new Set(everything().map((event) => event.type))].sort()).toEqual(kinds.sort());
    const funds = ofType('FundsAllocated').map(({ data }) => `${data.tier as string} ${data.kind as string}`);
    expect([...new Set(funds)].sort()).toEqual([
      'higher cash',
      'town cash',
      'village cash',
      'village in-kind',
      'village labour',
    ]);
  });

  it('has plausible buildings: 80 to 600 m², at most 2,500 yuan per m²', () => {
    for (const { data } of ofType('VenuePlanned')) {
      const { plannedAreaDm2, budgetFen } = data as { plannedAreaDm2: number; budgetFen: number };
      expect(plannedAreaDm2).toBeGreaterThanOrEqual(8_000);
      expect(plannedAreaDm2).toBeLessThanOrEqual(60_000);
      // The budget is rounded to 1,000 yuan.
      expect(budgetFen).toBeLessThanOrEqual((plannedAreaDm2 / 100) * 250_000 + 50_000);
    }
  });

  it('has returned reviews, projects that rest, slips that were corrected and money that was taken back', () => {
    const returned = ofType('DesignReviewed').filter(({ data }) => data['outcome'] === 'returned');
    expect(returned.length).toBeGreaterThan(10);
    const statuses = new Set(ofType('ProjectStatusChanged').map(({ data }) => data['status']));
    expect([...statuses].sort()).toEqual(['cancelled', 'resumed', 'suspended']);
    expect(ofType('FactCorrected').length).toBeGreaterThan(2);
    expect(ofType('FundsReversed').length).toBeGreaterThan(2);
  });

  it('has years that the county closed, towns that may date facts in them all the same, and one open year', () => {
    expect(policy.closedPeriods).toEqual(['2023', '2024']);
    expect(policy.exceptions.map(({ period }) => period)).toEqual(['2023-12', '2024-12']);
    const still = policy.exceptions.filter(({ until }) => until >= LAST_DAY);
    expect(still.map(({ period }) => period)).toEqual(['2024-12']);
  });

  it('has venues in use with a waiver, of which some have run out', () => {
    const inUse = ofType('VenueCommissioned').filter(({ data }) => data['waiver'] !== undefined);
    expect(inUse.length).toBe(policy.waivers.length);
    const isOver = ({ until }: { until: string }) => until < LAST_DAY;
    expect(new Set(policy.waivers.map(isOver))).toEqual(new Set([true, false]));
  });

  it('has a village that went into its neighbour, and nothing in it from then on', () => {
    const [merged] = ofType('VillageMerged');
    expect(ofType('VillageMerged')).toHaveLength(1);
    const { villageId } = merged!.data;
    const inVillage = [...histories.values()]
      .flat()
      .filter(({ data, type }) => data['villageId'] === villageId && type !== 'VillageMerged');
    expect(inVillage.length).toBeGreaterThan(100);
    expect(inVillage.every(({ occurredOn }) => occurredOn <= merged!.occurredOn)).toBe(true);
    const history = [...histories.values()].find((events) => events.includes(merged!))!;
    expect(history.slice(-2).map(({ type }) => type)).toEqual(['VillageMerged', 'VillageAbsorbed']);
  });

  it('has many more trainings in January than in the harvest of June', () => {
    const inMonth = (month: string) =>
      ofType('TrainingHeld').filter((e) => e.occurredOn.slice(5, 7) === month).length;
    expect(inMonth('01')).toBeGreaterThan(3 * inMonth('06'));
  });

  it('has a town far ahead and one far behind, and projects in work', () => {
    const covered = (code: string) => {
      const villages = ofType('VenueCompleted', histories.get(code)).map(({ data }) => data.villageId);
      return new Set(villages).size / county.towns.find((town) => town.code === code)!.villages.length;
    };
    expect(covered(STAR)).toBeGreaterThan(0.9);
    expect(covered(LAGGARD)).toBeLessThan(0.5);
    const cancelled = ofType('ProjectStatusChanged').filter(({ data }) => data['status'] === 'cancelled');
    const ended = ofType('VenueCompleted').length + cancelled.length;
    expect(ofType('VenuePlanned').length).toBeGreaterThan(ended);
  });
});
