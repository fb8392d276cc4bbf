import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DecidedEvent } from '../../../libs/features/shared/event.ts';
import { fundsAllocated } from '../../../libs/features/funds/funds.events.ts';
import { trainingHeld } from '../../../libs/features/trainings/training.events.ts';
import {
  projectStatusChanged,
  venueCompleted,
  venuePlanned,
} from '../../../libs/features/venues/venue.events.ts';
import { villageRegistered } from '../../../libs/features/villages/village.events.ts';
import type { County } from '../county-import/county.ts';
import { readDemoCounty } from './demo-county.ts';
import { townHistory } from './town-history.ts';

const LAST_DAY = '2026-11-22';
const STAR = '990101103';
const LAGGARD = '990101107';

let county: County;
let histories: Map<string, DecidedEvent[]>;
beforeAll(async () => {
  county = await readDemoCounty();
  histories = new Map(county.towns.map((town) => [town.code, townHistory(town, LAST_DAY)]));
});

const everything = () => [...histories.values()].flat();
const ofType = (type: string, events = everything()) => events.filter((event) => event.type === type);

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
    expect(townHistory(town, LAST_DAY)).toEqual(histories.get(town.code));
  });

  it('can end on any day, on 29 February for one', () => {
    const dates = townHistory(county.towns[9]!, '2028-02-29').map((event) => event.occurredOn);
    expect(dates[0]).toBe('2025-03-02');
    expect(dates.at(-1)).toMatch(/^2028-02-2/);
  });

  it('has at least 30,000 events in three years, none in the future, each town’s in the order of their dates', () => {
    expect(everything().length).toBeGreaterThan(30_000);
    for (const history of histories.values()) {
      const dates = history.map((event) => event.occurredOn);
      expect(dates).toEqual([...dates].sort());
      expect(dates[0]).toBe('2023-11-23');
      expect(dates.at(-1)! <= LAST_DAY).toBe(true);
    }
  });

  it('holds only events that fit their schemas', () => {
    const types = [
      villageRegistered,
      venuePlanned,
      fundsAllocated,
      venueCompleted,
      projectStatusChanged,
      trainingHeld,
    ];
    const schemas = new Map<string, { parse: (data: unknown) => unknown }>(
      types.map((type) => [type.type, type.data]),
    );
    expect(() => {
      for (const { type, data } of everything()) schemas.get(type)!.parse(data);
    }).not.toThrow();
  });

  it('has every kind of fact, tier and contribution', () => {
    expect(new Set(everything().map((event) => event.type)).size).toBe(6);
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
    const ended = ofType('VenueCompleted').length + ofType('ProjectStatusChanged').length;
    expect(ofType('VenuePlanned').length).toBeGreaterThan(ended);
  });
});
