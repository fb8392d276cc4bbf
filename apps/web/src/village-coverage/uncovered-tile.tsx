import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageGap, StandardItem, UncoveredVillage } from '../api/report-types.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { matchesName } from '../workspace/search.ts';
import { SearchField } from '../workspace/search-field.tsx';
import { TownSelect } from '../places/town-select.tsx';
import { UncoveredTable } from './uncovered-table.tsx';

interface UncoveredTileProps {
  villages: UncoveredVillage[];
  items: readonly StandardItem[];
}

/** Villages without a compliant venue in use, found by name, town and reason. */
export function UncoveredTile({ villages, items }: UncoveredTileProps) {
  const { t } = useTranslation();
  return (
    <section className="tile tile-table" aria-labelledby="uncovered-villages">
      <div className="tile-head">
        <h2 id="uncovered-villages">{t('coverage.uncovered')}</h2>
      </div>
      {villages.length === 0 ? (
        <EmptyState title={t('coverage.allCovered')} />
      ) : (
        <FilteredVillages villages={villages} items={items} />
      )}
    </section>
  );
}

function FilteredVillages({ villages, items }: UncoveredTileProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [town, setTown] = useState<string>();
  const [reason, setReason] = useState<CoverageGap>();
  const found = villages.filter(
    (village) =>
      (town === undefined || village.townCode === town) &&
      (reason === undefined || village.reason === reason) &&
      matchesName(search, village.name, village.venueName ?? ''),
  );
  const townName = villages.find(({ townCode }) => townCode === town)?.townName ?? '';
  return (
    <>
      <div className="filters">
        <SearchField value={search} onChange={setSearch} />
        <TownSelect places={villages} value={town} onChange={setTown} />
        <Select<CoverageGap | 'all'>
          aria-label={t('coverage.reason')}
          className="filter-wide"
          value={reason ?? 'all'}
          onChange={(chosen) => setReason(chosen === 'all' ? undefined : chosen)}
          options={[
            { value: 'all' as const, label: t('coverage.allReasons') },
            ...reasonCounts(villages).map(([value, count]) => ({
              value,
              label: t('coverage.reasonCount', { reason: t(`coverage.reasonOf.${value}`), count }),
            })),
          ]}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('workspace.noMatch')} />
      ) : (
        <UncoveredTable
          villages={found}
          items={items}
          conditions={[
            [t('workspace.search'), search],
            [t('column.town'), townName],
            [t('coverage.reason'), reason === undefined ? '' : t(`coverage.reasonOf.${reason}`)],
          ]}
        />
      )}
    </>
  );
}

function reasonCounts(villages: readonly UncoveredVillage[]): [CoverageGap, number][] {
  const counts = new Map<CoverageGap, number>();
  for (const { reason } of villages) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts];
}
