import { describe, expect, it } from '@jest/globals';
import { NEIGHBOUR, VILLAGE } from '../testing/example-commands.ts';
import { facts } from '../testing/example-facts.ts';
import { recorded } from '../testing/given.ts';
import { makeScope } from '../tenancy/scope.ts';
import { OutsideVillage } from '../tenancy/index.ts';
import { namedId } from '../features/shared/streams.ts';
import { requireSeen, villageView } from './village-view.ts';

const scopeOf = (villageId?: string) =>
  makeScope({ tenantId: 1, readable: [1], access: 'write', ...(villageId && { villageId }) });
const events = [
  facts.neighbourRegistered,
  facts.villageRegistered,
  facts.venuePlanned,
  facts.venueCompleted,
].map((fact, i) => recorded(fact, namedId(`event/${i}`)));
const seenBy = (villageId?: string, all = events) =>
  villageView(scopeOf(villageId), all).seen.map(({ type }) => type);

describe('what a command of somebody of one village rests on', () => {
  it('is all there is, for somebody of the whole town', () => {
    expect(seenBy()).toEqual(['VillageRegistered', 'VillageRegistered', 'VenuePlanned', 'VenueCompleted']);
  });

  it('is the village and its projects, and nothing of others', () => {
    expect(seenBy(VILLAGE.id)).toEqual(['VillageRegistered', 'VenuePlanned', 'VenueCompleted']);
    expect(seenBy(NEIGHBOUR.id)).toEqual(['VillageRegistered']);
  });

  it('is a venue that another village shares with it, to its end', () => {
    const shared = {
      ...facts.venueRegistered,
      data: { ...facts.venueRegistered.data, sharedWith: [NEIGHBOUR.id] },
    };
    const venue = [shared, facts.venueRetired].map((fact, i) => recorded(fact, namedId(`venue/${i}`)));
    expect(seenBy(NEIGHBOUR.id, venue)).toEqual(['VenueRegistered', 'VenueRetired']);
    expect(seenBy(namedId('a third village'), venue)).toEqual([]);
  });

  it('lets nothing be recorded where something was hidden', () => {
    const recording = (villageId?: string) => () =>
      requireSeen(villageView(scopeOf(villageId), events), [facts.fundsAllocated]);
    expect(recording(NEIGHBOUR.id)).toThrow(OutsideVillage);
    expect(recording(VILLAGE.id)).not.toThrow();
    expect(recording()).not.toThrow();
  });
});
