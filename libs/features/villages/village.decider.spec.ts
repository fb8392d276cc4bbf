import { describe, expect, it } from '@jest/globals';
import { villageIdOf } from '../shared/streams.ts';
import { exampleCommands, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { registerVillage } from './village.decider.ts';

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
