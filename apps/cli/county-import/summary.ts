import type { County } from './county.ts';
import type { ImportedCounty } from './import-county.ts';

/** What an import did, in lines for the operator. */
export function importSummary(county: County, imported: ImportedCounty): string[] {
  const created = {
    towns: imported.createdTenants.filter((code) => code !== county.code).length,
    villages: [...imported.createdVillages.values()].reduce((a, b) => a + b, 0),
  };
  const all = {
    towns: county.towns.length,
    villages: county.towns.reduce((sum, town) => sum + town.villages.length, 0),
  };
  const isNew = imported.createdTenants.includes(county.code);
  return [
    `${county.code} ${county.name}: ${whatHappened(isNew, created, all)}`,
    ...differenceLines(imported),
  ];
}

interface Counts {
  readonly towns: number;
  readonly villages: number;
}

function whatHappened(isNew: boolean, created: Counts, all: Counts): string {
  if (isNew) return `registered the county, ${counts(created)}`;
  if (created.towns + created.villages === 0) return `nothing to do: ${counts(all)} were registered before`;
  const before = { towns: all.towns - created.towns, villages: all.villages - created.villages };
  return `registered ${counts(created)}; ${counts(before)} were registered before`;
}

function counts({ towns, villages }: Counts): string {
  return `${towns} ${towns === 1 ? 'town' : 'towns'} and ${villages} ${villages === 1 ? 'village' : 'villages'}`;
}

function differenceLines({ differences }: ImportedCounty): string[] {
  if (differences.length === 0) return [];
  const lines = differences.map(
    ({ code, registered, inFile }) => `  ${code} is ${registered}, in the file ${inFile}`,
  );
  return ['names that differ were left as they are:', ...lines];
}
