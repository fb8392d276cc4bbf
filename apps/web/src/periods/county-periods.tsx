import { useTranslation } from 'react-i18next';
import type { TownPolicy } from '../api/town-policy.ts';
import { periodText } from './period-words.ts';
import { ExportButton } from '../tables/export-button.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';

type Exception = TownPolicy['exceptions'][number];

interface CountyPeriodsProps {
  rules: TownPolicy;
  basis: Sheet<Exception>['basis'] & object;
}

/** What the county closed, the exceptions that it granted to this town, and how to ask for one. */
export function CountyPeriods({ rules: { closedPeriods, exceptions }, basis }: CountyPeriodsProps) {
  const { t } = useTranslation();
  const state = ({ isOpen }: Exception) => t(isOpen ? 'period.valid' : 'period.expired');
  return (
    <section className="tile tile-table" aria-labelledby="county-heading">
      <div className="tile-head">
        <h2 id="county-heading">{t('period.county')}</h2>
        {closedPeriods.length > 0 && (
          <ExportButton
            sheet={{
              list: t('period.county'),
              basis,
              columns: [{ title: t('period.title'), kind: 'text', value: (period) => periodText(period, t) }],
            }}
            rows={() => closedPeriods.toSorted()}
          />
        )}
      </div>
      {closedPeriods.length === 0 ? (
        <p>{t('period.countyNone')}</p>
      ) : (
        <ul className="dotted">
          {closedPeriods.toSorted().map((period) => (
            <li key={period}>{periodText(period, t)}</li>
          ))}
        </ul>
      )}
      <h3>{t('period.askTitle')}</h3>
      <p>{t('period.ask')}</p>
      <h3>{t('period.exceptions')}</h3>
      {exceptions.length === 0 ? (
        <p>{t('period.noExceptions')}</p>
      ) : (
        <ListTable
          sheet={{
            list: t('period.exceptions'),
            basis,
            columns: [
              { title: t('period.title'), kind: 'text', value: ({ period }) => period },
              { title: t('period.until'), kind: 'date', value: ({ until }) => until },
              { title: t('period.state'), kind: 'text', value: state },
            ],
          }}
          rows={exceptions}
          rowKey={({ period, until }) => `${period} ${until}`}
          columns={[
            { key: 'period', title: t('period.title'), render: (_, { period }) => periodText(period, t) },
            { key: 'until', title: t('period.until'), render: (_, { until }) => until },
            { key: 'state', title: t('period.state'), render: (_, exception) => state(exception) },
          ]}
        />
      )}
    </section>
  );
}
