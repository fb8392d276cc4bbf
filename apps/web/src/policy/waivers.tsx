import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import type { Policy } from '../api/policy-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { none } from '../format/numbers.ts';
import { usePathOfProject } from '../places/use-project-path.ts';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { byText } from '../tables/sorting.ts';
import { recordsOf } from './record-of.ts';
import { StateTag } from './state-tag.tsx';
import { useWho } from './who.ts';

/** What venues may do without, until when and why; each leads to its venue. Those that hold stand first. */
export function Waivers({ policy: { waivers, records } }: { policy: Policy }) {
  const { t } = useTranslation();
  const who = useWho();
  const pathOf = usePathOfProject();
  const towns = useTowns(useCounty().code).data ?? [];
  const grants = recordsOf(records, 'WaiverGranted');
  const rows = waivers
    .map((waiver) => ({
      ...waiver,
      record: grants.find(({ data }) => data.waiverId === waiver.waiverId),
      townName: towns.find(({ code }) => code === waiver.townCode)?.name ?? waiver.townCode,
    }))
    .toSorted((one, other) => Number(other.holds) - Number(one.holds) || (one.until < other.until ? 1 : -1));
  type Row = (typeof rows)[number];
  const state = ({ holds }: Row) => t(holds ? 'policy.holds' : 'policy.expired');
  const tag = (row: Row) => <StateTag when={row.holds ? 'now' : 'over'} word={state(row)} />;
  const rule = ({ kind }: Row) => t(`policy.waivedRule.${kind}`);
  const columns: TableColumnsType<Row> = [
    {
      key: 'town',
      title: t('policy.town'),
      width: 110,
      sorter: byText(({ townCode }) => townCode),
      render: (_, { townName }) => townName,
    },
    {
      key: 'venue',
      title: t('policy.venue'),
      width: 120,
      render: (_, row) => <DatedLink to={pathOf(row)}>{t('policy.openVenue')}</DatedLink>,
    },
    { key: 'rule', title: t('policy.waived'), width: 130, render: (_, row) => rule(row) },
    { key: 'state', title: t('policy.state'), width: 110, render: (_, row) => tag(row) },
    {
      key: 'until',
      title: t('policy.validUntil'),
      width: 120,
      sorter: byText(({ until }) => until),
      render: (_, { until }) => until,
    },
    {
      key: 'reason',
      title: t('policy.reason'),
      render: (_, { record, documentNo }) => (
        <>
          {record?.data.reason ?? none}
          <span className="under-name">{documentNo}</span>
        </>
      ),
    },
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
    <section className="tile tile-table" aria-labelledby="waivers-heading">
      <div className="tile-head">
        <h2 id="waivers-heading">{t('policy.waivers')}</h2>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('policy.noWaivers')} />
      ) : (
        <ListTable
          sheet={{
            list: t('policy.waivers'),
            columns: [
              { title: t('policy.town'), kind: 'text', value: ({ townName }) => townName },
              { title: t('policy.waived'), kind: 'text', value: rule },
              { title: t('policy.state'), kind: 'text', value: state },
              { title: t('policy.validUntil'), kind: 'date', value: ({ until }) => until },
              { title: t('policy.reason'), kind: 'text', value: ({ record }) => record?.data.reason ?? null },
              { title: t('policy.documentNo'), kind: 'text', value: ({ documentNo }) => documentNo },
              {
                title: t('policy.grantedOn'),
                kind: 'date',
                value: ({ record }) => record?.occurredOn ?? null,
              },
              { title: t('policy.by'), kind: 'text', value: ({ record }) => who(record) },
            ],
          }}
          rows={rows}
          rowKey={({ waiverId }) => waiverId}
          columns={columns}
          width={900}
          card={(row) => (
            <>
              <div className="card-head">
                <DatedLink to={pathOf(row)} className="card-title">
                  {row.townName} {rule(row)}
                </DatedLink>
                {tag(row)}
              </div>
              <p>{row.record?.data.reason}</p>
              <ul className="dotted secondary">
                <li>
                  {t('policy.validUntil')} {row.until}
                </li>
                <li>{row.documentNo}</li>
              </ul>
            </>
          )}
        />
      )}
    </section>
  );
}
