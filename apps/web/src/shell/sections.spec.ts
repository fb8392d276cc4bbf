import { describe, expect, it } from '@jest/globals';
import { type Section, sectionOf, sectionsAround } from './sections.ts';

const overview: Section = { key: 'overview', path: '/county', permission: 'p' };
const alerts: Section = { key: 'overview', path: '/county/alerts', permission: 'p' };

describe('the section of a page', () => {
  it.each([
    ['/county', overview],
    ['/county/towns/990101100/villages/1', overview],
    ['/county/alerts', alerts],
    ['/county/alerts/of-today', alerts],
    ['/county/alerts-of-old', overview],
    ['/countryside', undefined],
  ])('of %s is the nearest above it', (pathname, section) => {
    expect(sectionOf(pathname, [overview, alerts])).toBe(section);
  });
});

describe('the sections around a page', () => {
  it.each([
    ['/county', ['county']],
    ['/county/alerts', ['county']],
    ['/county/towns/990101100', ['county', 'town']],
    ['/county/towns/990101100/villages/1', ['county', 'town']],
    ['/town/projects/1', ['town']],
    ['/rankings', []],
    ['/towns', []],
  ])('of %s are those of %j', (pathname, rows) => {
    expect(sectionsAround(pathname).map((row) => row.of)).toEqual(rows);
  });

  it('of a town lie where the page does', () => {
    const paths = (pathname: string) =>
      sectionsAround(pathname)
        .at(-1)!
        .sections.map(({ path }) => path);
    expect(paths('/county/towns/990101100')).toContain('/county/towns/990101100');
    expect(paths('/town/projects/1')).toContain('/town');
  });
});
