import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../api/policy-types.ts';
import type { View } from '../api/types.ts';
import { none } from '../format/numbers.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { recordsOf } from './record-of.ts';
import { StateTag } from './state-tag.tsx';
import { useWho } from './who.ts';

/** The county's campaigns, the latest first. */
export function Campaigns({ view: { data, asOf } }: { view: View<Policy> }) {
  const { t } = useTranslation();
  const who = useWho();
  const openings = recordsOf(data.records, 'CampaignOpened');
  const rows = data.campaigns
    .map((campaign) => ({
      ...campaign,
      record: openings.find((record) => record.data.campaign === campaign.name),
      when: whenOf(campaign, asOf),
    }))
    .toReversed();
  type Row = (typeof rows)[number];
  const words = {
    now: t('policy.campaignOpen'),
    coming: t('policy.campaignComing'),
    over: t('policy.campaignOver'),
  };
  const tag = ({ when }: Row) => <StateTag when={when} word={words[when]} />;
  const columns: TableColumnsType<Row> = [
    { key: 'name', title: t('policy.campaignName'), render: (_, { name }) => name },
    { key: 'state', title: t('policy.state'), width: 110, render: (_, row) => tag(row) },
    { key: 'from', title: t('policy.from'), width: 120, render: (_, { from }) => from },
    { key: 'until', title: t('policy.until'), width: 120, render: (_, { until }) => until },
    {
      key: 'documentNo',
      title: t('policy.documentNo'),
      render: (_, { record }) => record?.data.documentNo ?? none,
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
    <section className="tile tile-table" aria-labelledby="campaigns-heading">
      <div className="tile-head">
        <h2 id="campaigns-heading">{t('policy.campaigns')}</h2>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('policy.noCampaigns')} />
      ) : (
        <ListTable
          sheet={{
            list: t('policy.campaigns'),
            columns: [
              { title: t('policy.campaignName'), kind: 'text', value: ({ name }) => name },
              { title: t('policy.state'), kind: 'text', value: ({ when }) => words[when] },
              { title: t('policy.from'), kind: 'date', value: ({ from }) => from },
              { title: t('policy.until'), kind: 'date', value: ({ until }) => until },
              {
                title: t('policy.documentNo'),
                kind: 'text',
                value: ({ record }) => record?.data.documentNo ?? null,
              },
              {
                title: t('policy.openedOn'),
                kind: 'date',
                value: ({ record }) => record?.occurredOn ?? null,
              },
              { title: t('policy.by'), kind: 'text', value: ({ record }) => who(record) },
            ],
          }}
          rows={rows}
          rowKey={({ name }) => name}
          columns={columns}
          width={760}
          card={(row) => (
            <>
              <div className="card-head">
                <span className="card-title">{row.name}</span>
                {tag(row)}
              </div>
              <ul className="dotted secondary">
                <li>
                  {row.from} – {row.until}
                </li>
                <li>{row.record?.data.documentNo ?? none}</li>
              </ul>
            </>
          )}
        />
      )}
    </section>
  );
}

function whenOf({ from, isOpen }: Policy['campaigns'][number], on: string): 'now' | 'coming' | 'over' {
  if (isOpen) return 'now';
  return from > on ? 'coming' : 'over';
}
