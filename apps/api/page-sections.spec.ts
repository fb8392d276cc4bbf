import { describe, expect, it } from '@jest/globals';
import { permissionsOf, type Role } from '../../libs/tenancy/index.ts';
import { PAGE_PLACES } from '../../libs/testing/page-places.ts';
import { sectionsAround } from '../web/src/shell/sections.ts';

const townRoles: readonly Role[] = ['village-clerk', 'town-clerk', 'town-leader'];
const countyRoles: readonly Role[] = ['county-analyst', 'county-reviewer', 'county-administrator'];

const rows = [
  ['/county', countyRoles],
  ['/county/towns/:townCode', countyRoles],
  ['/town', townRoles],
] as const;
const sections = rows.flatMap(([base, roles]) =>
  sectionsAround(base)
    .at(-1)!
    .sections.map(({ path, permission }) => ({ path, permission, roles })),
);

describe('the navigation of an area', () => {
  it.each(sections)('leads to $path those, and only those, to whom it is open', (section) => {
    const { path, permission, roles } = section;
    const led = roles.filter((role) => permissionsOf([role]).some((one) => one === permission));
    expect(PAGE_PLACES[path]?.roles.toSorted()).toEqual(led.toSorted());
  });
});
