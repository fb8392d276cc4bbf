import { describe, expect, it } from '@jest/globals';
import { actorText } from './actor.ts';

const me = { subject: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001', username: 'town-990101100' };

describe('who recorded an event', () => {
  it('is named by user name when it was oneself', () => {
    expect(actorText('0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001', me)).toBe('town-990101100');
  });

  it('is the beginning of the account’s id when it was somebody else', () => {
    expect(actorText('0190cccc-bbbb-7ccc-8ddd-eeeeffff0002', me)).toBe('0190cccc');
  });

  it('is the name that a program gives itself', () => {
    expect(actorText('zhendi county import', me)).toBe('zhendi county import');
  });
});
