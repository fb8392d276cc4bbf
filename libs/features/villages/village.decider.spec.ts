import { describe, expect, it } from '@jest/globals';
import { happened } from '../shared/event.ts';
import { villageIdOf, villageStream } from '../shared/streams.ts';
import { exampleCommands, NEIGHBOUR, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { registerVillage, updateVillageProfile } from './village.decider.ts';
import { villageProfileUpdated } from './village.events.ts';

const body = exampleCommands['register-village'];
const registering = (change: object = {}) => given().when(registerVillage, { ...body, ...change });

describe('registering a village', () => {
  it('makes its code and name known under an id that follows from the code', () => {
    expect(registering()).toEqual({ events: [facts.villageRegistered] });
  });

  it('is refused the second time', () => {
    expect(given(facts.villageRegistered).when(registerVillage, { ...body, name: '另一个名称' })).toEqual({
      refused: 'village.already-registered',
      at: '/code',
    });
  });

  it('is not hindered by the registration of a neighbour', () => {
    expect(given(facts.neighbourRegistered).when(registerVillage, body)).toEqual({
      events: [facts.villageRegistered],
    });
  });

  it('is refused with the code of another town, be it of the same county', () => {
    const refusal = { refused: 'village.code-of-other-town', at: '/code' };
    expect(registering({ code: '990101101201' })).toEqual(refusal);
    expect(registering({ code: '990102100201' })).toEqual(refusal);
  });

  it('may be dated today and not tomorrow', () => {
    expect(registering({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(registering({ occurredOn: '2024-06-16' })).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
  });

  it.each([
    '99010110020',
    '9901011002011',
    '99010110020a',
    '９９０１０１１００２０１',
    '',
    ' 990101100201',
    '990101100201\n',
  ])('refuses %j as a code', (code) => {
    expect(registering({ code })).toEqual({ invalid: ['/code'] });
  });

  it('gives the same id for the same code in every process', () => {
    expect(villageIdOf(VILLAGE.code)).toBe(VILLAGE.id);
    expect(villageIdOf('990101100201')).not.toBe(villageIdOf('990101100202'));
  });
});

describe('a village’s figures of a year', () => {
  const { occurredOn, ...profile } = exampleCommands['update-village-profile'];
  const updating = (change: object = {}) =>
    given(facts.villageRegistered).when(updateVillageProfile, { occurredOn, ...profile, ...change });

  it('are recorded as they were sent, and again when they changed', () => {
    const fact = happened(villageProfileUpdated, villageStream(VILLAGE.id), occurredOn, profile);
    expect(updating()).toEqual({ events: [fact] });
    expect(
      given(facts.villageRegistered, fact).when(updateVillageProfile, { occurredOn, ...profile }),
    ).toEqual({
      events: [fact],
    });
  });

  it('need a village that the town has registered', () => {
    expect(updating({ villageId: NEIGHBOUR.id })).toEqual({ refused: 'village.unknown', at: '/villageId' });
  });

  it('are of the year in which they are recorded or an earlier one', () => {
    expect(updating({ year: 2024 })).toHaveProperty('events');
    expect(updating({ year: 2025 })).toEqual({ refused: 'village.year-to-come', at: '/year' });
    expect(updating({ year: 2024, occurredOn: '2023-12-31' })).toHaveProperty(
      'refused',
      'village.year-to-come',
    );
  });

  it('have at most as many households and members as people', () => {
    expect(updating({ population: 412, households: 412 })).toHaveProperty('events');
    expect(updating({ population: 411, households: 412 })).toEqual({
      refused: 'village.households-above-population',
      at: '/households',
    });
    expect(updating({ population: 500, members: 500 })).toHaveProperty('events');
    expect(updating({ population: 500, members: 501 })).toEqual({
      refused: 'village.members-above-population',
      at: '/members',
    });
  });

  it('may be dated today and not tomorrow', () => {
    expect(updating({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(updating({ occurredOn: '2024-06-16' })).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });
});
