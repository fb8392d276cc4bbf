import { Button, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../api/policy-types.ts';
import { none } from '../format/numbers.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { byText } from '../tables/sorting.ts';
import { periodText } from '../periods/period-words.ts';
import { recordsOf } from './record-of.ts';
import { useWho } from './who.ts';

interface ClosedPeriodsProps {
  policy: Policy;
  /** Opens a period again. */
  onReopen?: (period: string) => void;
}

/** The periods that are closed: since when, why and by whom. */
export function ClosedPeriods({ policy: { closedPeriods, records }, onReopen }: ClosedPeriodsProps) {
  const { t } = useTranslation();
  const who = useWho();
  const closings = recordsOf(records, 'PeriodClosed');
  const rows = closedPeriods.toSorted().map((period) => ({
    period,
    record: closings.find(({ data }) => data.period === period),
  }));
  type Row = (typeof rows)[number];
  const reopenButton = (period: string) =>
    onReopen && (
      <Button
        size="small"
        aria-label={t('policy.reopenOf', { period: periodText(period, t) })}
        onClick={() => onReopen(period)}
      >
        {t('policy.reopen')}
      </Button>
    );
  const columns: TableColumnsType<Row> = [
    {
      key: 'period',
      title: t('policy.period'),
      sorter: byText(({ period }) => period),
      render: (_, { period }) => periodText(period, t),
    },
    {
      key: 'on',
      title: t('policy.closedOn'),
      width: 130,
      render: (_, { record }) => record?.occurredOn ?? none,
    },
    { key: 'reason', title: t('policy.reason'), render: (_, { record }) => record?.data.reason ?? none },
    { key: 'by', title: t('policy.by'), render: (_, { record }) => who(record) },
    ...(onReopen
      ? [
          {
            key: 'actions',
            title: t('column.actions'),
            render: (_: unknown, row: Row) => reopenButton(row.period),
          },
        ]
      : []),
  ];
  return (
    <section className="tile tile-table" aria-labelledby="closed-heading">
      <div className="tile-head">
        <h2 id="closed-heading">{t('policy.closed')}</h2>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('policy.noneClosed')} />
      ) : (
        <ListTable
          sheet={{
            list: t('policy.closed'),
            columns: [
              { title: t('sheet.code'), kind: 'text', value: ({ period }) => period },
              { title: t('policy.period'), kind: 'text', value: ({ period }) => periodText(period, t) },
              {
                title: t('policy.closedOn'),
                kind: 'date',
                value: ({ record }) => record?.occurredOn ?? null,
              },
              { title: t('policy.reason'), kind: 'text', value: ({ record }) => record?.data.reason ?? null },
              { title: t('policy.by'), kind: 'text', value: ({ record }) => who(record) },
            ],
          }}
          rows={rows}
          rowKey={({ period }) => period}
          columns={columns}
          width={760}
          card={({ period, record }) => (
            <>
              <div className="card-head">
                <span className="card-title">{periodText(period, t)}</span>
                {reopenButton(period)}
              </div>
              <p>{record?.data.reason}</p>
              <ul className="dotted secondary">
                <li>{record?.occurredOn}</li>
                <li>{who(record)}</li>
              </ul>
            </>
          )}
        />
      )}
      <p className="tile-note">{t('policy.closedMeans')}</p>
    </section>
  );
}
