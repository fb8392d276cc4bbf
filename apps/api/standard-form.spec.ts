import { describe, expect, it } from '@jest/globals';
import dayjs from 'dayjs';
import { defaultStandard, standardContent } from '../../libs/features/shared/standard.ts';
import { allNumbers, hasDecimals, mostItems } from '../web/src/standards/standard-fields.ts';
import { contentOf, newKey, standardPointers, valuesOf } from '../web/src/standards/standard-form.ts';

const { version: _, from: __, ...shipped } = defaultStandard;
const content = {
  ...structuredClone(shipped),
  forbiddenSources: [{ source: '扶贫专项资金', from: '2024-01-01', reason: '专款专用' }],
};
const understood = (values: Record<string, unknown>) => standardContent.safeParse(contentOf(values)).success;

describe('the editor of the standard', () => {
  it('says what it was filled with, if nobody touches it', () => {
    expect(contentOf(valuesOf(content))).toEqual(content);
    expect(standardContent.parse(contentOf(valuesOf(content)))).toEqual(content);
  });

  it('has fields for every part of a standard', () => {
    const places = Object.keys(standardPointers).map((pointer) => pointer.split('/')[1]);
    expect(new Set(places)).toEqual(
      new Set(['occurredOn', 'from', 'documentNo', ...Object.keys(standardContent.shape)]),
    );
  });

  it.each(allNumbers)('lets $name be what the server takes and no more', ({ name, unit, least, most }) => {
    const typed = (value: number) => (hasDecimals({ unit }) ? `${String(value / 100)}` : String(value));
    // Both parts of a fraction, so that it is never above one.
    const whole = name.replace(/numerator$/, 'denominator');
    const part = name.replace(/denominator$/, 'numerator');
    const put = (value: number) => ({
      ...valuesOf(content),
      [part]: '0',
      [whole]: '1000',
      [name]: typed(value),
    });
    expect([understood(put(least)), understood(put(most))]).toEqual([true, true]);
    expect([understood(put(least - 1)), understood(put(most + 1))]).toEqual([false, false]);
  });

  it.each(Object.entries(mostItems))('lets %s have up to %d lines', (list, most) => {
    const line = (number: number) => ({
      ...{ key: `item-${String(number)}`, name: `第${String(number)}项`, tier: 'town' },
      ...{ source: `来源${String(number)}`, from: dayjs('2024-01-01'), reason: '依据' },
    });
    const lines = (count: number) => Array.from({ length: count }, (_line, number) => line(number));
    expect(understood({ ...valuesOf(content), [list]: lines(most) })).toBe(true);
    expect(understood({ ...valuesOf(content), [list]: lines(most + 1) })).toBe(false);
  });

  it('reads what is typed with commas, full-width digits and decimals', () => {
    const values = { ...valuesOf(content), minAreaDm2: '１８０.５', settlementAuditAboveFen: '600,000' };
    expect(contentOf(values)).toMatchObject({ minAreaDm2: 18_050, settlementAuditAboveFen: 60_000_000 });
  });

  it('gives a new item a key that none has had', () => {
    expect(newKey(new Set(['office']))).toBe('item-1');
    expect(newKey(new Set(['item-1', 'item-2', 'item-4']))).toBe('item-3');
  });
});
