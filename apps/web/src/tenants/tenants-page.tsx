import { useTranslation } from 'react-i18next';
import { useTenants } from '../api/tenants.ts';
import { Page } from '../shell/page.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { TenantsTable } from './tenants-table.tsx';

/** A county's towns and their states; for the operator, all tenants. */
export function TenantsPage() {
  const { t } = useTranslation();
  const { county } = useSignedIn();
  const tenants = useTenants(county?.code);
  return (
    <Page title={county === null ? t('tenants.title') : t('tenants.townsTitle', { name: county.name })}>
      <section className="tile tile-table">
        <QueryContent query={tenants} skeleton={<TableSkeleton />}>
          {(all) => {
            const shown = county === null ? all : all.filter(({ level }) => level === 'town');
            return shown.length === 0 ? (
              <EmptyState title={t('tenants.none')} />
            ) : (
              <TenantsTable tenants={shown} countyCode={county?.code} />
            );
          }}
        </QueryContent>
      </section>
    </Page>
  );
}
