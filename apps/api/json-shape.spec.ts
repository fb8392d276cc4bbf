import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonShape, memberCount } from './json-shape.ts';

describe('the shape of a JSON text', () => {
  it.each([
    ['7', 0, 0],
    ['"{[:"', 0, 0],
    ['{}', 1, 0],
    ['{"a":1,"a":2}', 1, 2],
    ['{"a":1,"\\u0061":2}', 1, 2],
    ['[{"a":{"b":[]}},{"c":"}:"}]', 4, 3],
    ['{"\\"":{"\\\\":":"}}', 2, 2],
    ['[[],[[]],[]]', 3, 0],
  ])('%s is %d deep and has %d members', (text, depth, members) => {
    expect(jsonShape(text)).toEqual({ depth, members });
  });

  it('has as many members as the value, whatever is written, as long as no name stands twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(memberCount(JSON.parse(text))).toBe(jsonShape(text).members);
      }),
    );
  });

  it('has more members than the value once a name stands twice, however it is written', () => {
    const escaped = (name: string) =>
      [...name].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{1,12}$/), fc.jsonValue(), fc.jsonValue(), (name, one, other) => {
        const text = `[{"${name}":${JSON.stringify(one)},"${escaped(name)}":${JSON.stringify(other)}}]`;
        expect(memberCount(JSON.parse(text))).toBeLessThan(jsonShape(text).members);
      }),
    );
  });
});
