import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { contractVaried } from '../features/construction/construction.events.ts';
import { standardContent } from '../features/shared/standard.ts';
import { line } from '../features/shared/values.ts';
import { type Problem } from './problem.ts';
import { validated, wholeNumber } from './validation.ts';

const schema = z.strictObject({
  name: line(5),
  plan: z.strictObject({
    amountFen: z.int().min(1),
    rooms: z.array(z.strictObject({ kind: z.enum(['hall', 'library']) })),
  }),
  'a/b~c': z.string().optional(),
});
const good = { name: '前营村', plan: { amountFen: 1, rooms: [{ kind: 'hall' }] } };

function errorsOf(value: unknown, options?: Parameters<typeof validated>[2]) {
  try {
    validated(schema, value, options);
  } catch (error) {
    expect(error).toMatchObject({ status: 422, code: 'validation', title: { zh: '填写有误' } });
    return (error as Problem).more.errors!;
  }
  throw new Error('was not refused');
}

describe('what is valid', () => {
  it('comes back as the schema gives it', () => {
    expect(validated(schema, good)).toEqual(good);
    expect(validated(z.object({ limit: wholeNumber(1, 500).default(50) }), {}, { prefix: '?' })).toEqual({
      limit: 50,
    });
  });
});

describe('a whole number of a query', () => {
  const schema = z.object({ after: wholeNumber(0, 90_000) });

  it.each([
    ['0', 0],
    ['007', 7],
    ['90000', 90_000],
  ])('is %j', (after, number) => {
    expect(validated(schema, { after }, { prefix: '?' })).toEqual({ after: number });
  });

  it.each([
    '',
    ' ',
    ' 7',
    '7 ',
    '0x10',
    '1e2',
    '+7',
    '-0',
    '7.0',
    '７',
    '90001',
    '9'.repeat(40),
    'NaN',
    ['7'],
  ])('is not %j', (after) => {
    expect(() => validated(schema, { after }, { prefix: '?' })).toThrow('validation');
  });
});

describe('what is not valid', () => {
  it.each<[string, unknown, string]>([
    ['a field', { ...good, name: '前营村党群服务' }, '/name'],
    ['a nested field', { ...good, plan: { ...good.plan, amountFen: 0 } }, '/plan/amountFen'],
    [
      'a field of a list',
      { ...good, plan: { ...good.plan, rooms: [{ kind: 'hall' }, { kind: 'x' }] } },
      '/plan/rooms/1/kind',
    ],
    ['an unknown field', { ...good, extra: 1 }, '/extra'],
    [
      'an unknown nested field',
      { ...good, plan: { ...good.plan, rooms: [{ kind: 'hall', x: 1 }] } },
      '/plan/rooms/0/x',
    ],
    ['a field whose name has the signs of a pointer', { ...good, 'a/b~c': 1 }, '/a~1b~0c'],
    ['an unknown field with such a name', { ...good, '~/': 1 }, '/~0~1'],
    ['the whole body', [], ''],
    ['no body', undefined, ''],
  ])('is pointed at: %s', (_, value, pointer) => {
    expect(errorsOf(value).map((error) => error.pointer)).toEqual([pointer]);
  });

  it.each<[string, unknown, string, string]>([
    ['too long', { ...good, name: '前营村党群服务' }, '最多 5 个字', 'At most 5 characters'],
    ['too small', { ...good, plan: { ...good.plan, amountFen: 0 } }, '不能小于 1', 'Not less than 1'],
    ['missing', { name: good.name, plan: undefined }, '必填', 'Required'],
  ])('is told in words that are used: %s', (_, value, chinese, english) => {
    expect(errorsOf(value).map((error) => error.message)).toEqual([chinese]);
    expect(errorsOf(value, { language: 'en' }).map((error) => error.message)).toEqual([english]);
  });

  it('is told field by field, unknown ones one by one', () => {
    const errors = errorsOf({ x: 1, y: 2, plan: { amountFen: 'many', rooms: [] } });
    expect(errors.map((error) => error.pointer).toSorted()).toEqual(['/name', '/plan/amountFen', '/x', '/y']);
  });

  it('is told in Chinese, and in English when that is asked for', () => {
    const value = { plan: good.plan, extra: 1 };
    expect(errorsOf(value)).toEqual([
      { pointer: '/name', code: 'invalid_type', message: '必填' },
      { pointer: '/extra', code: 'unrecognized_keys', message: '没有这个字段' },
    ]);
    expect(errorsOf(value, { language: 'en-GB,en;q=0.9' }).map((error) => error.message)).toEqual([
      'Required',
      'No such field',
    ]);
    expect(errorsOf(value, { language: 'zh-CN,en;q=0.9' })[0]!.message).toBe('必填');
  });

  it('in a query is pointed at by the name of its parameter', () => {
    expect(errorsOf({ ...good, name: '' }, { prefix: '?' })[0]!.pointer).toBe('?name');
  });

  it('in too many ways is told up to fifty', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`x${i}`, i]));
    expect(errorsOf({ ...good, ...many })).toHaveLength(50);
  });

  it.each([
    ['blank', '  '],
    ['with a line break', 'a\nb'],
    ['with half a character', '村\ud842'],
    ['with U+0000', '\u0000'],
  ])('is a name that is %s', (_, name) => {
    expect(errorsOf({ ...good, name })).toEqual([
      { pointer: '/name', code: 'invalid_format', message: '格式不正确' },
    ]);
  });
});

describe('a sentence for what is wrong', () => {
  const { sixHaves, discussion, procedures } = standardContent.shape;
  const sentence = (schema: z.ZodType, value: unknown, language?: string) => {
    try {
      validated(z.object({ field: schema }), { field: value }, { language });
    } catch (error) {
      return (error as Problem).more.errors!.map(({ message }) => message);
    }
    return [];
  };
  const item = { key: 'books', name: '有图书' };
  const half = { numerator: 1, denominator: 2 };

  it.each<[string, z.ZodType, unknown, string, string]>([
    [
      'one of several kinds that is missing',
      z.union([z.string(), z.number()]),
      undefined,
      '必填',
      'Required',
    ],
    ['a list that is too short', sixHaves, [], '至少 1 项', '1 or more entries'],
    ['a list that is too long', z.array(z.int()).max(2), [1, 2, 3], '最多 2 项', '2 entries at most'],
    ['the same twice', sixHaves, [item, item], '不能重复', 'Not the same twice'],
    [
      'a share above one',
      discussion,
      { majority: half, quorum: { numerator: 3, denominator: 2 } },
      '分子不能大于分母',
      'Not more than the denominator',
    ],
    [
      'a step twice',
      procedures.shape.new.shape.decisionSteps,
      ['branch-proposal', 'branch-proposal'],
      '不能重复',
      'Not the same twice',
    ],
    ['a variation of nothing', contractVaried.data.shape.amountFen, 0, '不能为 0', 'Not zero'],
  ])('names %s', (_, schema, value, zh, en) => {
    expect([sentence(schema, value), sentence(schema, value, 'en')]).toEqual([[zh], [en]]);
  });
});
