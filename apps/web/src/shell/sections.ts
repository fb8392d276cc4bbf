import type { Texts } from '../i18n/zh.ts';

/** A page of an area that the navigation below the header leads to, with all that lies below its address. */
export interface Section {
  /** Its name's key in the texts (`section.…`). */
  key: keyof Texts['section'];
  /** Where it lies; two sections of a row share no address. */
  path: string;
  /** What one must be allowed to open it. */
  permission: string;
}

/** A row of the navigation. */
export interface SectionRow {
  /** What its sections are sections of: its name's key in the texts (`sections.…`). */
  of: keyof Texts['sections'];
  sections: readonly Section[];
}

const countySections: readonly Section[] = [
  { key: 'overview', path: '/county', permission: 'view:county-overview' },
  { key: 'coverage', path: '/county/coverage', permission: 'view:coverage' },
  { key: 'sixHaves', path: '/county/six-haves', permission: 'view:six-haves' },
  { key: 'progress', path: '/county/progress', permission: 'view:annual-progress' },
  { key: 'money', path: '/county/money', permission: 'view:fund-flow' },
  { key: 'alerts', path: '/county/alerts', permission: 'view:alerts' },
  { key: 'scoreboard', path: '/county/scoreboard', permission: 'view:scoreboard' },
  { key: 'figures', path: '/county/figures', permission: 'view:figures' },
  { key: 'targets', path: '/county/targets', permission: 'view:targets' },
  { key: 'standards', path: '/county/standards', permission: 'view:policy' },
  // Its lists lead into the towns, which those who only read the policy do not see.
  { key: 'periods', path: '/county/periods', permission: 'view:county-overview' },
];

/** What a town's own people and its county both see of it. */
function townSections(base: string): readonly Section[] {
  return [
    { key: 'toDo', path: `${base}/to-do`, permission: 'view:to-do' },
    { key: 'overview', path: base, permission: 'view:town-summary' },
    { key: 'board', path: `${base}/board`, permission: 'view:project-board' },
    { key: 'ledger', path: `${base}/ledger`, permission: 'view:fund-ledger' },
    { key: 'programme', path: `${base}/programme`, permission: 'view:programme' },
    { key: 'alerts', path: `${base}/alerts`, permission: 'view:alerts' },
    { key: 'figures', path: `${base}/figures`, permission: 'view:figures' },
  ];
}

const ownTownSections: readonly Section[] = [
  ...townSections('/town'),
  { key: 'periods', path: '/town/periods', permission: 'view:policy' },
];

/** The sections among which a page stands, the wider first; none for pages of an area that has no sections. */
export function sectionsAround(pathname: string): readonly SectionRow[] {
  if (isBelow(pathname, '/town')) return [{ of: 'town', sections: ownTownSections }];
  if (!isBelow(pathname, '/county')) return [];
  const [town] = /^\/county\/towns\/[^/]+/.exec(pathname) ?? [];
  return [
    { of: 'county', sections: countySections },
    ...(town === undefined ? [] : [{ of: 'town' as const, sections: townSections(town) }]),
  ];
}

/** The section that a page belongs to: of those above it, the nearest. */
export function sectionOf(pathname: string, sections: readonly Section[]): Section | undefined {
  return sections
    .filter(({ path }) => isBelow(pathname, path))
    .toSorted((one, other) => other.path.length - one.path.length)[0];
}

function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}
