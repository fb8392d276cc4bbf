import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { bytes, integers, texts, uuids } from './array-parameters.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

/** What PostgreSQL reads in an array that is sent as `type`. */
async function read<Element>(type: string, array: unknown): Promise<Element[]> {
  const { rows } = await installation.app.query<{ list: Element[] }>(`select $1::${type}[] as list`, [array]);
  return rows[0]!.list;
}

/** Of the full repertoire, but for what PostgreSQL keeps in no text. */
const aText = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));

describe('an array', () => {
  it('of texts arrives as it was, whatever stands in them', async () => {
    const awkward = [
      '',
      'NULL',
      'null',
      '{}',
      '{"a,b"}',
      '"',
      '\\',
      '\\"',
      ',',
      ' ',
      '\n',
      '党群服务中心',
      '𠮷',
    ];
    expect(await read('text', texts(awkward))).toEqual(awkward);
    await fc.assert(
      fc.asyncProperty(fc.array(aText), async (list) => {
        expect(await read('text', texts(list))).toEqual(list);
      }),
    );
  });

  it('of integers, of UUIDs, of bytes arrives as it was', async () => {
    const numbers = [0, -1, 2_147_483_647, -2_147_483_648];
    expect(await read('integer', integers(numbers))).toEqual(numbers);
    const ids = ['0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001', '00000000-0000-0000-0000-000000000000'];
    expect(await read('uuid', uuids(ids))).toEqual(ids);
    const hexes = ['', '00', 'ff5c2c22'];
    const arrived = await read<Buffer>('bytea', bytes(hexes));
    expect(arrived.map((buffer) => buffer.toString('hex'))).toEqual(hexes);
  });

  it('may be empty', async () => {
    expect(await read('text', texts([]))).toEqual([]);
    expect(await read('integer', integers([]))).toEqual([]);
    expect(await read('uuid', uuids([]))).toEqual([]);
    expect(await read('bytea', bytes([]))).toEqual([]);
  });

  it.each([
    '',
    'x',
    '0190aaaabbbb7ccc8dddeeeeffff0001,00',
    `${'0'.repeat(32)},{}{}`,
    '0190AAAA-bbbb-7ccc-8ddd-eeeeffff0001',
  ])('of UUIDs does not take %j', (id) => {
    expect(() => uuids([id])).toThrow(TypeError);
  });

  it.each([NaN, 0.5, undefined, null, '1,2'])('of integers does not take %j', (number) => {
    expect(() => integers([number as number])).toThrow(TypeError);
  });

  it.each(['0', 'FF', 'x0', '00","01', '00}'])('of bytes does not take %j', (hex) => {
    expect(() => bytes([hex])).toThrow(TypeError);
  });
});
