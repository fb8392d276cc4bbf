import { expect, it } from '@jest/globals';
import { dirname } from 'node:path';
import { findProgram } from './tools.ts';

it('finds a program in any folder of PATH, under any of its names', () => {
  const tool = { programs: ['no-such-program', 'node'], debianPackage: 'nodejs' };
  expect(findProgram(tool, `/nowhere:${dirname(process.execPath)}`)).toBe(process.execPath);
});

it('does not find a program that is not there', () => {
  expect(findProgram({ programs: ['no-such-program'], debianPackage: 'none' })).toBeNull();
});
