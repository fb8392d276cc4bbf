import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountPlace, useAccounts, useVillages } from '../api/accounts.ts';
import type { InitialPassword, ManagedAccount } from '../api/account-types.ts';
import { useMay } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SearchField } from '../workspace/search-field.tsx';
import { matchesName } from '../workspace/search.ts';
import { AccountDrawer } from './account-drawer.tsx';
import { AccountsTable } from './accounts-table.tsx';
import { InitialPasswordDialog } from './initial-password-dialog.tsx';

/** The accounts of one place: found by name, made, changed, switched off. */
export function AccountsPanel({ place }: { place: AccountPlace }) {
  const { t } = useTranslation();
  const may = useMay();
  const accounts = useAccounts(place);
  const villages = useVillages(place.code, place.level === 'town' && may('view:village-cards')).data ?? [];
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<ManagedAccount | 'new'>();
  const [issued, setIssued] = useState<InitialPassword>();
  return (
    <section className="tile tile-table" aria-label={t('accounts.title', { name: place.name })}>
      <div className="filters">
        <SearchField value={search} onChange={setSearch} />
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
          {t('accounts.create')}
        </Button>
      </div>
      <QueryContent query={accounts} skeleton={<TableSkeleton />}>
        {(all) => {
          const found = all.filter(({ username }) => matchesName(search, username));
          if (all.length === 0) {
            return <EmptyState title={t('accounts.none')} detail={t('accounts.noneDetail')} />;
          }
          if (found.length === 0) return <EmptyState title={t('workspace.noMatch')} />;
          return (
            <AccountsTable
              {...{ place, villages, search, onEdit: setEdited, onIssued: setIssued }}
              accounts={found}
            />
          );
        }}
      </QueryContent>
      {edited !== undefined && (
        <AccountDrawer
          {...{ place, villages, onIssued: setIssued }}
          account={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {issued !== undefined && <InitialPasswordDialog {...issued} onClose={() => setIssued(undefined)} />}
    </section>
  );
}
