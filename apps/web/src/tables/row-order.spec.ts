import { describe, expect, it } from '@jest/globals';
import { inTableOrder } from './row-order.ts';
import { byNumber } from './sorting.ts';

const rows = [
  { name: '甲', count: 2 },
  { name: '乙', count: 3 },
  { name: '丙', count: 2 },
  { name: '丁', count: 1 },
];
const column = { sorter: byNumber<(typeof rows)[number]>(({ count }) => count) };
const names = (order: 'ascend' | 'descend' | null) =>
  inTableOrder(rows, { column, order }).map(({ name }) => name);

describe('rows in the order of their table', () => {
  it('follow the chosen column, and stay where they are among equals', () => {
    expect(names('ascend')).toEqual(['丁', '甲', '丙', '乙']);
    expect(names('descend')).toEqual(['乙', '甲', '丙', '丁']);
  });

  it('are as they came where no column is chosen', () => {
    expect(names(null)).toEqual(['甲', '乙', '丙', '丁']);
    expect(inTableOrder(rows, {})).toBe(rows);
  });
});
