import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../api/policy-types.ts';
import { formatMoment } from '../format/dates.ts';
import { ListTable } from '../tables/list-table.tsx';
import { periodText } from '../periods/period-words.ts';
import { recordsOf } from './record-of.ts';
import { useWho } from './who.ts';

/** Every closing and reopening there was, the latest first. */
export function PeriodHistory({ policy: { records } }: { policy: Policy }) {
  const { t } = useTranslation();
  const who = useWho();
  const rows = recordsOf(records, 'PeriodClosed');
  if (rows.length === 0) return null;
  type Row = (typeof rows)[number];
  const change = ({ data }: Row) => t(`policy.changes.${data.change}`);
  const columns: TableColumnsType<Row> = [
    { key: 'on', title: t('policy.changedOn'), width: 130, render: (_, { occurredOn }) => occurredOn },
    { key: 'change', title: t('policy.change'), width: 120, render: (_, row) => change(row) },
    { key: 'period', title: t('policy.period'), render: (_, { data }) => periodText(data.period, t) },
    { key: 'reason', title: t('policy.reason'), render: (_, { data }) => data.reason },
    {
      key: 'by',
      title: t('policy.by'),
      render: (_, record) => (
        <>
          {who(record)}
          <span className="under-name">
            {t('event.recordedAt', { moment: formatMoment(record.recordedAt) })}
          </span>
        </>
      ),
    },
  ];
  return (
    <section className="tile tile-table" aria-labelledby="history-heading">
      <div className="tile-head">
        <h2 id="history-heading">{t('policy.history')}</h2>
      </div>
      <ListTable
        sheet={{
          list: t('policy.history'),
          columns: [
            { title: t('policy.changedOn'), kind: 'date', value: ({ occurredOn }) => occurredOn },
            { title: t('policy.change'), kind: 'text', value: change },
            { title: t('policy.period'), kind: 'text', value: ({ data }) => periodText(data.period, t) },
            { title: t('policy.reason'), kind: 'text', value: ({ data }) => data.reason },
            { title: t('policy.by'), kind: 'text', value: who },
            { title: t('sheet.recordedAt'), kind: 'moment', value: ({ recordedAt }) => recordedAt },
          ],
        }}
        rows={rows}
        rowKey={({ position }) => String(position)}
        columns={columns}
        pageSize={20}
        width={760}
        card={(row) => (
          <>
            <div className="card-title">
              {change(row)} {periodText(row.data.period, t)}
            </div>
            <p>{row.data.reason}</p>
            <ul className="dotted secondary">
              <li>{row.occurredOn}</li>
              <li>{who(row)}</li>
            </ul>
          </>
        )}
      />
    </section>
  );
}
