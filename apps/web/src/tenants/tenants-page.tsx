import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Tenant, useTenants } from '../api/tenants.ts';
import { Page } from '../shell/page.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SearchField } from '../workspace/search-field.tsx';
import { matchesName } from '../workspace/search.ts';
import { TenantsTable } from './tenants-table.tsx';

/** A county's towns and their states; for the operator, all counties and towns. */
export function TenantsPage() {
  const { t } = useTranslation();
  const { county } = useSignedIn();
  const tenants = useTenants(county?.code);
  return (
    <Page title={county === null ? t('tenants.title') : t('tenants.townsTitle', { name: county.name })}>
      <section className="tile tile-table" aria-label={t('tenants.title')}>
        <QueryContent query={tenants} skeleton={<TableSkeleton />}>
          {(all) => (
            <FoundTenants tenants={county === null ? all : all.filter(({ level }) => level === 'town')} />
          )}
        </QueryContent>
      </section>
    </Page>
  );
}

function FoundTenants({ tenants }: { tenants: Tenant[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  if (tenants.length === 0) return <EmptyState title={t('tenants.none')} />;
  const found = tenants.filter(({ name, code }) => matchesName(search, name, code));
  return (
    <>
      <div className="filters">
        <SearchField value={search} onChange={setSearch} />
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('workspace.noMatch')} />
      ) : (
        <TenantsTable tenants={found} search={search} />
      )}
    </>
  );
}
