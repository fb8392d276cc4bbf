import { describe, expect, it } from '@jest/globals';
import { cellValue, plainName, type SheetColumn } from './sheet.ts';

const cell = (kind: SheetColumn<never>['kind'], value: string | number | null) =>
  cellValue({ title: '', kind, value: () => value } as SheetColumn<object>, {});

describe('a cell', () => {
  it('holds an amount in 万元 to the fen', () => {
    expect(cell('money', 30_000_012)).toBe(30.000012);
    expect(cell('money', 1)).toBe(0.000001);
    expect(cell('money', -1_650_000)).toBe(-1.65);
  });

  it('holds the price of a square metre in yuan', () => {
    expect(cell('price', 199_999)).toBe(1999.99);
  });

  it('holds an area in m² and a share as a part of one, without the noise of binary fractions', () => {
    expect(cell('area', 20_125)).toBe(201.25);
    expect(cell('percent', '16.7')).toBe(0.167);
  });

  it('holds a day, and a moment as the clocks in China say', () => {
    expect(cell('date', '1949-10-01')).toEqual(new Date('1949-10-01T00:00:00Z'));
    expect(cell('moment', '2026-03-01T16:05:00Z')).toEqual(new Date('2026-03-02T00:05:00Z'));
  });

  it('is empty where there is nothing, and zero where there is zero', () => {
    for (const kind of ['text', 'percent', 'date', 'moment', 'count', 'money', 'area'] as const) {
      expect(cell(kind, null)).toBeNull();
    }
    expect(cell('percent', '—')).toBeNull();
    expect(cell('money', 0)).toBe(0);
  });
});

describe('the name of a file', () => {
  it('keeps rare characters and leaves out what a file system would not take', () => {
    expect(plainName('柳湾村𬒈-<b>石桥/</b>: a*?\u0007')).toBe('柳湾村𬒈-_b_石桥___b__ a___');
  });
});
