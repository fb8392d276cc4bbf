import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import type { Policy } from '../api/policy-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { none } from '../format/numbers.ts';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { byText } from '../tables/sorting.ts';
import { periodText } from '../periods/period-words.ts';
import { recordsOf } from './record-of.ts';
import { StateTag } from './state-tag.tsx';
import { useWho } from './who.ts';

/** Which towns may record facts in closed periods, until when and why; those that are open first. */
export function PeriodExceptions({ policy: { exceptions, records } }: { policy: Policy }) {
  const { t } = useTranslation();
  const who = useWho();
  const towns = useTowns(useCounty().code).data ?? [];
  const grants = recordsOf(records, 'PeriodExceptionGranted');
  const rows = exceptions
    .map((exception, number) => ({
      ...exception,
      // Both are in the order of recording, the records backwards.
      record: grants.at(-1 - number),
      number,
      townName: towns.find(({ code }) => code === exception.townCode)?.name ?? exception.townCode,
    }))
    .toSorted((one, other) => Number(other.isOpen) - Number(one.isOpen) || other.number - one.number);
  type Row = (typeof rows)[number];
  const state = ({ isOpen }: Row) => t(isOpen ? 'policy.open' : 'policy.exceptionOver');
  const tag = (row: Row) => <StateTag when={row.isOpen ? 'now' : 'over'} word={state(row)} />;
  const columns: TableColumnsType<Row> = [
    {
      key: 'town',
      title: t('policy.town'),
      width: 120,
      sorter: byText(({ townCode }) => townCode),
      render: (_, { townCode, townName }) => (
        <DatedLink to={`/county/towns/${townCode}`}>{townName}</DatedLink>
      ),
    },
    {
      key: 'period',
      title: t('policy.period'),
      sorter: byText(({ period }) => period),
      render: (_, { period }) => periodText(period, t),
    },
    { key: 'state', title: t('policy.state'), width: 110, render: (_, row) => tag(row) },
    {
      key: 'until',
      title: t('policy.validUntil'),
      width: 130,
      sorter: byText(({ until }) => until),
      render: (_, { until }) => until,
    },
    { key: 'reason', title: t('policy.reason'), render: (_, { record }) => record?.data.reason ?? none },
    {
      key: 'by',
      title: t('policy.by'),
      render: (_, { record }) => (
        <>
          {who(record)}
          {record && <span className="under-name">{record.occurredOn}</span>}
        </>
      ),
    },
  ];
  return (
    <section className="tile tile-table" aria-labelledby="exceptions-heading">
      <div className="tile-head">
        <h2 id="exceptions-heading">{t('policy.exceptions')}</h2>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('policy.noExceptions')} />
      ) : (
        <ListTable
          sheet={{
            list: t('policy.exceptions'),
            columns: [
              { title: t('policy.town'), kind: 'text', value: ({ townName }) => townName },
              { title: t('policy.period'), kind: 'text', value: ({ period }) => periodText(period, t) },
              { title: t('policy.state'), kind: 'text', value: state },
              { title: t('policy.validUntil'), kind: 'date', value: ({ until }) => until },
              { title: t('policy.reason'), kind: 'text', value: ({ record }) => record?.data.reason ?? null },
              {
                title: t('policy.grantedOn'),
                kind: 'date',
                value: ({ record }) => record?.occurredOn ?? null,
              },
              { title: t('policy.by'), kind: 'text', value: ({ record }) => who(record) },
            ],
          }}
          rows={rows}
          rowKey={({ number }) => String(number)}
          columns={columns}
          width={860}
          card={(row) => (
            <>
              <div className="card-head">
                <span className="card-title">
                  {row.townName} {periodText(row.period, t)}
                </span>
                {tag(row)}
              </div>
              <p>{row.record?.data.reason}</p>
              <ul className="dotted secondary">
                <li>
                  {t('policy.validUntil')} {row.until}
                </li>
                <li>{who(row.record)}</li>
              </ul>
            </>
          )}
        />
      )}
    </section>
  );
}
