import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VillageCard, View } from '../api/types.ts';
import { VillagesTable } from '../places/villages-table.tsx';
import { EmptyState } from '../states/empty-state.tsx';
import { SearchField } from './search-field.tsx';
import { matchesName } from './search.ts';

interface VillagesPanelProps {
  townCode: string;
  view: View<VillageCard[]>;
}

/** The town's villages, found by name. */
export function VillagesPanel({ townCode, view }: VillagesPanelProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  if (view.data.length === 0) {
    return <EmptyState title={t('workspace.noVillages')} detail={t('workspace.noVillagesDetail')} />;
  }
  const found = view.data.filter((village) => matchesName(search, village.name));
  return (
    <>
      <div className="filters">
        <SearchField value={search} onChange={setSearch} />
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('workspace.noMatch')} />
      ) : (
        <VillagesTable
          townCode={townCode}
          villages={found}
          linkTo={(villageId) => `/town/villages/${villageId}`}
          sheet={{
            list: t('town.villages'),
            basis: view,
            conditions: [[t('workspace.search'), search.trim()]],
          }}
        />
      )}
    </>
  );
}
