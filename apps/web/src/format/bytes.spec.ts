import { expect, it } from '@jest/globals';
import { formatBytes } from './bytes.ts';

it.each([
  [1, '1 KB'],
  [1_535, '1 KB'],
  [1_536, '2 KB'],
  [1_048_575, '1,024 KB'],
  [1_048_576, '1 MB'],
  [3_565_158, '3.4 MB'],
  [20_971_520, '20 MB'],
])('%i bytes are %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});
