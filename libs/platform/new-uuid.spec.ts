import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { newUuid } from './new-uuid.ts';

describe('a new UUID', () => {
  it('is of version 7, and like no other, however often randomness is drawn', () => {
    const many = Array.from({ length: 10_000 }, newUuid);
    expect(many.every((uuid) => validate(uuid) && version(uuid) === 7)).toBe(true);
    // Those of one millisecond differ by their randomness alone, which must come in no two of them.
    expect(new Set(many.map((uuid) => uuid.slice(15)))).toHaveProperty('size', many.length);
  });
});
