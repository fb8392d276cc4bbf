import { describe, expect, it } from '@jest/globals';
import { defaultStandard } from '../shared/standard.ts';
import { countCovered, coverageLevels, coverageOf, lacksOf, type CoveringVenue } from './coverage.ts';
import { coverageGaps } from './coverage-gaps.ts';

const ALL = 'rooms,signs,facilities,profile,rules,books';
const compliant: CoveringVenue = {
  venueId: 'v1',
  villageId: 'a',
  name: '甲村活动中心',
  sharedWith: '',
  completedOn: '2024-05-20',
  registeredOn: '2024-06-01',
  commissionedOn: '2024-06-10',
  retiredOn: null,
  movedOn: null,
  areaDm2: 20_000,
  builtAreaDm2: 20_000,
  condition: 'A',
  sixHavesMet: ALL,
};
const villages = ['a', 'b', 'c'].map((villageId) => ({
  villageId,
  code: `99010110020${villageId}`,
  name: villageId,
  mergedIntoId: null,
  absorbed: '',
}));
/** The first of them went into the second, which had taken in the third before. */
const merged = [
  { ...villages[0]!, mergedIntoId: 'b' },
  { ...villages[1]!, absorbed: 'c,a' },
  { ...villages[2]!, mergedIntoId: 'b' },
];
const covered = (...venues: CoveringVenue[]) => {
  const all = coverageOf(villages, venues, defaultStandard);
  return coverageLevels.map((level) => countCovered(all, level));
};

describe('coverage by its three definitions', () => {
  it('counts a village with a compliant venue in use by each of them', () => {
    expect(covered(compliant)).toEqual([1, 1, 1]);
  });

  it('counts an old venue that was never a project', () => {
    expect(covered({ ...compliant, completedOn: null, builtAreaDm2: null })).toEqual([1, 1, 1]);
  });

  it('counts a completed one that nobody has looked at as a venue and no more', () => {
    const fresh = { ...compliant, registeredOn: null, areaDm2: null, condition: null, sixHavesMet: '' };
    expect(covered({ ...fresh, commissionedOn: null })).toEqual([1, 0, 0]);
  });

  it.each([
    ['not in use', { commissionedOn: null }, [1, 1, 0]],
    ['a dm² too small', { areaDm2: 19_999 }, [1, 0, 0]],
    ['of condition C', { condition: 'C' }, [1, 1, 1]],
    ['of condition D', { condition: 'D' }, [1, 0, 0]],
    ['without books', { sixHavesMet: 'rooms,signs,facilities,profile,rules' }, [1, 0, 0]],
    ['retired', { retiredOn: '2024-07-01' }, [0, 0, 0]],
    ['of another town now', { movedOn: '2024-07-01' }, [0, 0, 0]],
    ['planned', { completedOn: null, registeredOn: null, commissionedOn: null }, [0, 0, 0]],
  ])('of a venue that is %s', (_, change, counts) => {
    expect(covered({ ...compliant, ...change })).toEqual(counts);
  });

  it('counts a shared venue for each village that it serves, and says so', () => {
    const shared = { ...compliant, sharedWith: 'b' };
    expect(covered(shared)).toEqual([2, 2, 2]);
    expect(coverageOf(villages, [shared], defaultStandard).map(({ isShared }) => isShared)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('counts a village once, by the best of its venues, the own one first', () => {
    const own = { ...compliant, venueId: 'v2', villageId: 'b', commissionedOn: null };
    const shared = { ...compliant, sharedWith: 'b' };
    expect(covered(own, shared)).toEqual([2, 2, 2]);
    expect(coverageOf(villages, [own, shared], defaultStandard)[1]).toMatchObject({
      level: 'compliant-in-use',
      isShared: true,
    });
    const both = coverageOf(villages, [{ ...own, commissionedOn: '2024-06-10' }, shared], defaultStandard);
    expect(both[1]).toMatchObject({ isShared: false, venue: { venueId: 'v2' } });
  });

  it('has no villages but the town’s own', () => {
    const gone = [{ ...villages[0]!, code: '' }];
    expect(coverageOf(gone, [compliant], defaultStandard)).toEqual([]);
  });

  it('counts a venue of a village that went into another one for that one, as its own', () => {
    const of = (venue: CoveringVenue) => coverageOf(merged, [venue], defaultStandard);
    const heirs = [{ villageId: 'b', level: 'compliant-in-use', isShared: false }];
    expect(of(compliant)).toMatchObject(heirs);
    expect(of({ ...compliant, villageId: 'c' })).toMatchObject(heirs);
    expect(of({ ...compliant, villageId: 'c', sharedWith: 'a,b' })).toMatchObject(heirs);
  });

  it('counts a village that went into another one no more, covered or not', () => {
    const none = [{ villageId: 'b', level: null }];
    expect(coverageOf(merged, [], defaultStandard)).toMatchObject(none);
    expect(coverageOf(merged, [{ ...compliant, retiredOn: '2024-07-01' }], defaultStandard)).toMatchObject(
      none,
    );
  });

  it('says of a venue that another village shares with a part of a village that it is shared', () => {
    const all = [...merged, { ...villages[0]!, villageId: 'd' }];
    const shared = coverageOf(all, [{ ...compliant, villageId: 'd', sharedWith: 'a' }], defaultStandard);
    expect(shared).toMatchObject([
      { villageId: 'b', isShared: true },
      { villageId: 'd', isShared: false },
    ]);
  });

  it('follows the standard that it is asked by', () => {
    const stricter = {
      ...defaultStandard,
      sixHaves: [...defaultStandard.sixHaves, { key: 'ramp', name: '有坡道' }],
    };
    expect(lacksOf(compliant, stricter)).toEqual({ area: false, condition: false, sixHaves: ['ramp'] });
  });
});

describe('why a village is not covered', () => {
  const none = { venueId: null, venueName: null, isShared: false, lacks: null };
  const project = { venueId: 'p', villageId: 'a', name: '甲村新阵地' };
  const reasons = (venues: CoveringVenue[], ...stages: string[]) =>
    coverageGaps(
      { villages: villages.slice(0, 1), venues, projects: stages.map((stage) => ({ ...project, stage })) },
      defaultStandard,
    );

  it('is said of each village but those with a compliant venue in use', () => {
    expect(reasons([compliant])).toEqual([]);
    const { villageId, code, name } = villages[0]!;
    expect(reasons([])).toEqual([{ villageId, code, name, ...none, reason: 'none-planned' }]);
  });

  it.each([
    ['needed', ['needed']],
    ['planned', ['needed', 'planned']],
    ['in-work', ['planned', 'preparing']],
    ['in-work', ['building']],
    ['in-work', ['accepting']],
    ['none-planned', ['cancelled', 'moved']],
  ])('is %s with projects %j', (reason, stages) => {
    expect(reasons([], ...stages)[0]).toMatchObject({ reason });
  });

  it('is that its venue was retired, unless another one is in the making', () => {
    const retired = { ...compliant, retiredOn: '2024-07-01' };
    expect(reasons([retired])[0]).toMatchObject({ reason: 'retired', venueName: '甲村活动中心' });
    expect(reasons([retired], 'building')[0]).toMatchObject({ reason: 'in-work', venueName: '甲村新阵地' });
  });

  it('is what its venue lacks', () => {
    const [gap] = reasons([{ ...compliant, areaDm2: 100, condition: 'D' }]);
    expect(gap).toMatchObject({
      reason: 'not-compliant',
      lacks: { area: true, condition: true, sixHaves: [] },
    });
    expect(reasons([{ ...compliant, commissionedOn: null }])[0]).toMatchObject({ reason: 'not-in-use' });
  });
});
