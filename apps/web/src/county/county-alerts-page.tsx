import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { AlertsList } from '../alerts/alerts-list.tsx';
import { useTowns } from '../api/accounts.ts';
import { mostCountyAlerts, useCountyAlerts } from '../api/board.ts';
import type { Alerts } from '../api/board-types.ts';
import type { View } from '../api/types.ts';
import { formatCount } from '../format/numbers.ts';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ViewAside } from './view-aside.tsx';

/** Everything that needs attention in the county's towns, or in one of them: the address says in which. */
export function CountyAlertsPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const town = useSearchParams()[0].get('town') ?? undefined;
  const alerts = useCountyAlerts(county.code, town);
  return (
    <Page title={t('alert.titleOf', { name: county.name })} aside={<ViewAside />}>
      <section className="tile tile-table" aria-label={t('alert.title')}>
        <QueryContent query={alerts} skeleton={<TableSkeleton />}>
          {(view) => <CountyAlerts view={view} town={town} />}
        </QueryContent>
      </section>
    </Page>
  );
}

function CountyAlerts({ view, town }: { view: View<Alerts>; town: string | undefined }) {
  const { t } = useTranslation();
  const towns = useTowns(useCounty().code).data ?? [];
  const [, setSearch] = useSearchParams();
  const { alerts, kinds, more } = view.data;
  if (alerts.length === 0 && town === undefined)
    return <EmptyState title={t('alert.none')} detail={t('alert.noneDetail')} />;
  const choose = (code: string | undefined) =>
    setSearch((search) => {
      if (code === undefined) search.delete('town');
      else search.set('town', code);
      return search;
    });
  return (
    <>
      {more && (
        <Alert
          className="form-alert"
          type="info"
          showIcon
          title={t('policy.moreAlerts', { most: formatCount(mostCountyAlerts) })}
        />
      )}
      <AlertsList
        alerts={alerts}
        kinds={kinds}
        sheet={{ list: t('alert.title'), basis: view }}
        showTown
        narrowed={{
          condition: [t('column.town'), towns.find(({ code }) => code === town)?.name ?? town ?? ''],
          control: (
            <Select
              className="filter-wide"
              aria-label={t('column.town')}
              placeholder={t('policy.allTowns')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={town ?? null}
              options={towns.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(code?: string | null) => choose(code ?? undefined)}
            />
          ),
        }}
      />
    </>
  );
}
