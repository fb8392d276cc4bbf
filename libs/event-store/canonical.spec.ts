import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalEvent, canonicalJson, chainHash, genesisHash } from './canonical.ts';
import type { Json, RecordedEvent } from './event.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('hex');

describe('the canonical text of a value', () => {
  it.each<[string, Json, string]>([
    [
      'orders keys by their UTF-16 units',
      { b: 1, aa: 2, a: 3, A: 4, '10': 5, '9': 6 },
      '{"10":5,"9":6,"A":4,"a":3,"aa":2,"b":1}',
    ],
    // U+1F600 begins with the surrogate D83D, which is less than FB33, although its code point is greater.
    [
      'orders keys beyond the first plane by surrogates',
      { '\uFB33': 1, '\u{1F600}': 2 },
      '{"\u{1F600}":2,"\uFB33":1}',
    ],
    ['keeps the order of lists', [3, 1, 2], '[3,1,2]'],
    [
      'orders nested keys and puts no space anywhere',
      { z: [{ y: 1, x: { d: 2, c: 3 } }] },
      '{"z":[{"x":{"c":3,"d":2},"y":1}]}',
    ],
    ['writes 0.5 as 0.5', 0.5, '0.5'],
    ['writes 10^21 with an exponent', 1e21, '1e+21'],
    ['writes 10^20 with all digits', 1e20, '100000000000000000000'],
    ['writes 10^-7 with an exponent', 0.0000001, '1e-7'],
    ['writes -0 as 0', -0, '0'],
    ['writes 1.0 as 1', 1.0, '1'],
    ['writes the smallest number', 5e-324, '5e-324'],
    ['escapes what JSON must escape, in its short form', '"\\\b\f\n\r\t', '"\\"\\\\\\b\\f\\n\\r\\t"'],
    ['escapes other controls with small letters', '\u0001\u001f', '"\\u0001\\u001f"'],
    ['leaves all other characters as they are', '/\u007f\u2028村𠮷é', '"/\u007f\u2028村𠮷é"'],
    ['writes literals', [null, true, false, '', {}, []], '[null,true,false,"",{},[]]'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('of a village beyond the first plane has these bytes in UTF-8', () => {
    // 7b 22 6e 22 3a 22 | f0 a0 ae b7 = U+20BB7 | e6 9d 91 = U+6751 | 22 7d
    expect(utf8(canonicalJson({ n: '𠮷村' }))).toBe('7b226e223a22f0a0aeb7e69d91227d');
  });

  it.each<[string, Json]>([
    ['U+0000', 'a\u0000b'],
    ['U+0000 in a key', { 'a\u0000': 1 }],
    ['U+0000 after an escaped backslash', '\\\u0000'],
    ['a high surrogate alone', '\ud800'],
    ['a low surrogate alone', 'a\udfffb'],
    ['a surrogate alone in a key', { '\udbff': 1 }],
    ['surrogates in the wrong order', '\udc00\ud800'],
    ['a surrogate deep inside', [{ a: [{ b: '村\ud842' }] }]],
  ])('is refused for %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it.each<[string, Json, string]>([
    ['a backslash and u0000', '\\u0000', '"\\\\u0000"'],
    ['two backslashes and ud800', '\\\\ud800', '"\\\\\\\\ud800"'],
    ['a quote, a backslash and u0000', '"\\u0000', '"\\"\\\\u0000"'],
    ['such text in a key', { '\\udfff': 1 }, '{"\\\\udfff":1}'],
  ])('is not refused for %s, which only looks like it', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([NaN, Infinity, -Infinity])('is refused for %d', (value) => {
    expect(() => canonicalJson({ value })).toThrow();
  });

  it('is refused for undefined, which has no JSON form', () => {
    expect(() => canonicalJson(undefined as unknown as Json)).toThrow(TypeError);
  });

  it('is the same for equal values and reads back as the value', () => {
    const value = fc
      .jsonValue({ stringUnit: 'binary' })
      .filter((v) => !JSON.stringify(v).includes('\\u0000'));
    fc.assert(
      fc.property(value, (json) => {
        const text = canonicalJson(json as Json);
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });
});

describe('the hash of an event', () => {
  const event: Omit<RecordedEvent, 'hash' | 'tenantId'> = {
    stream: { type: 'village', id: '00000000-0000-0000-0000-000000000001', version: 2 },
    position: 3,
    id: '00000000-0000-0000-0000-000000000002',
    type: 'NoteTaken',
    schemaVersion: 1,
    occurredOn: '2022-12-31',
    recordedAt: '2023-01-01T00:00:00.000001Z',
    data: { b: 1, a: '村' },
    metadata: { actor: 'a', role: 'r', source: 's', commandId: 'c', correlationId: 'o' },
  };
  const bytes =
    '["village","00000000-0000-0000-0000-000000000001",2,3,"00000000-0000-0000-0000-000000000002","NoteTaken",1,' +
    '"2022-12-31","2023-01-01T00:00:00.000001Z",{"a":"村","b":1},' +
    '{"actor":"a","commandId":"c","correlationId":"o","role":"r","source":"s"}]';

  it('covers these bytes', () => {
    expect(canonicalEvent(event)).toBe(bytes);
  });

  it('begins with the hash of the name and the tenant', () => {
    // printf 'zhendi/1/00000000-0000-0000-0000-000000000009' | sha256sum
    expect(genesisHash('00000000-0000-0000-0000-000000000009')).toBe(
      'dd8aa89ee9868cf73817967a1fd81ee4e48c8760b9749067483e44e8737d59c9',
    );
  });

  it('covers the hash before it, as bytes', () => {
    // { printf '%s' "$previous" | xxd -r -p; printf '%s' "$bytes"; } | sha256sum
    expect(chainHash('00ff'.repeat(16), event)).toBe(
      '84c54f017765a6bd5f7bdfe23ca7b11bdf887ff91bedf2549d93a57990683e83',
    );
  });
});
