import { describe, expect, it } from '@jest/globals';
import { profilesOf } from './profiles-of.ts';

const figures = { households: 412, population: 1530, branches: 2, members: 58, collectiveIncomeFen: 0 };
const updated = (occurredOn: string, year: number, population: number) => ({
  type: 'VillageProfileUpdated',
  occurredOn,
  data: { villageId: 'v1', ...figures, year, population },
});

describe('a village’s figures by year', () => {
  it('are those that were recorded last of each year, the latest year first', () => {
    const profiles = profilesOf([
      updated('2023-02-01', 2022, 1500),
      updated('2024-02-01', 2023, 1490),
      updated('2024-03-01', 2022, 1510),
    ]);
    expect(profiles.map(({ year, population, updatedOn }) => [year, population, updatedOn])).toEqual([
      [2023, 1490, '2024-02-01'],
      [2022, 1510, '2024-03-01'],
    ]);
  });

  it('came along with a village from another town, if there were any', () => {
    const moved = (profile?: object) => ({
      type: 'VillageMovedIn',
      occurredOn: '2024-06-10',
      data: { villageId: 'v1', ...(profile && { profile }) },
    });
    expect(profilesOf([moved({ ...figures, year: 2023 })])).toMatchObject([
      { year: 2023, population: 1530, updatedOn: '2024-06-10' },
    ]);
    expect(profilesOf([moved()])).toEqual([]);
  });
});
