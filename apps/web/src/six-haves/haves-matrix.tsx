import { Select } from 'antd';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessedVenue, StandardItem } from '../api/report-types.ts';
import { TownSelect } from '../places/town-select.tsx';
import { EmptyState } from '../states/empty-state.tsx';
import { matchesName } from '../workspace/search.ts';
import { SearchField } from '../workspace/search-field.tsx';
import { VenuesMatrix } from './venues-matrix.tsx';

const shown = {
  all: () => true,
  missing: ({ all }: AssessedVenue) => !all,
  complete: ({ all }: AssessedVenue) => all,
  unassessed: ({ assessedOn }: AssessedVenue) => assessedOn === null,
};
const words = {
  all: 'sixHaves.allVenues',
  missing: 'sixHaves.onlyMissing',
  complete: 'sixHaves.onlyComplete',
  unassessed: 'sixHaves.onlyUnassessed',
} as const satisfies Record<keyof typeof shown, string>;
type Which = keyof typeof shown;

/** Which venues are listed. `without`: the key of an item that they have not. */
export interface VenueFilter {
  town: string | undefined;
  which: Which | { without: string };
}

interface HavesMatrixProps {
  items: readonly StandardItem[];
  venues: AssessedVenue[];
  filter: VenueFilter;
  onFilter: (filter: VenueFilter) => void;
  headingRef: RefObject<HTMLHeadingElement | null>;
}

/** Venues by items, found by name, town and what they lack. */
export function HavesMatrix({ items, venues, filter, onFilter, headingRef }: HavesMatrixProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const { town, which } = filter;
  const found = venues.filter(
    (venue) =>
      (town === undefined || venue.townCode === town) &&
      isAmong(venue, which) &&
      matchesName(search, venue.name, venue.villageName ?? ''),
  );
  const choices = useChoices(items);
  const chosen = typeof which === 'string' ? which : `without ${which.without}`;
  return (
    <section className="tile tile-table" aria-labelledby="six-haves-matrix">
      <div className="tile-head">
        <h2 id="six-haves-matrix" ref={headingRef} tabIndex={-1}>
          {t('sixHaves.matrix')}
        </h2>
      </div>
      <div className="filters">
        <SearchField value={search} onChange={setSearch} />
        <TownSelect places={venues} value={town} onChange={(code) => onFilter({ town: code, which })} />
        <Select
          aria-label={t('column.stage')}
          value={chosen}
          onChange={(value) => onFilter({ town, which: choices.get(value)!.which })}
          options={[...choices].map(([value, { label }]) => ({ value, label }))}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('workspace.noMatch')} />
      ) : (
        <VenuesMatrix
          items={items}
          venues={found}
          conditions={[
            [t('workspace.search'), search],
            [t('column.town'), town === undefined ? '' : (found[0]?.townName ?? '')],
            [t('column.stage'), which === 'all' ? '' : choices.get(chosen)!.label],
          ]}
        />
      )}
    </section>
  );
}

function isAmong(venue: AssessedVenue, which: VenueFilter['which']): boolean {
  return typeof which === 'string' ? shown[which](venue) : venue.met[which.without] !== true;
}

interface Choice extends Pick<VenueFilter, 'which'> {
  label: string;
}

/** What the list can be narrowed to, by the value that the field has for it. */
function useChoices(items: readonly StandardItem[]): ReadonlyMap<string, Choice> {
  const { t } = useTranslation();
  const choices = new Map<string, Choice>();
  for (const which of Object.keys(shown) as Which[]) choices.set(which, { which, label: t(words[which]) });
  for (const { key, name } of items)
    choices.set(`without ${key}`, {
      which: { without: key },
      label: t('sixHaves.without', { item: name }),
    });
  return choices;
}
