import type { TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Policy, PolicyRecord } from '../api/policy-types.ts';
import type { View } from '../api/types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatMoment } from '../format/dates.ts';
import { none } from '../format/numbers.ts';
import { recordsOf } from '../policy/record-of.ts';
import { StateTag } from '../policy/state-tag.tsx';
import { useWho } from '../policy/who.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { versionName } from './standard-title.ts';

type PublishedRecord = Extract<PolicyRecord, { type: 'StandardPublished' }>;
type VersionState = 'inForce' | 'coming' | 'over';

interface VersionRow {
  version: number;
  /** Null of the shipped one, which is in force from the beginning. */
  from: string | null;
  state: VersionState;
  record: PublishedRecord | undefined;
}

/** Every version of the county's standard: since when, by which document, published when and by whom. */
export function VersionsTable({ view }: { view: View<Policy> }) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <section className="tile tile-table" aria-labelledby="versions-heading">
      <div className="tile-head">
        <h2 id="versions-heading">{t('standard.versions')}</h2>
      </div>
      <ListTable
        sheet={{ list: t('standard.versions'), columns: sheetColumns(t, who), basis: view }}
        rows={versionRows(view)}
        rowKey={({ version }) => String(version)}
        columns={useVersionColumns()}
        width={860}
        card={(row) => <VersionCard row={row} />}
      />
      <p className="tile-note">{t('standard.pinned')}</p>
    </section>
  );
}

/** The latest first. */
function versionRows({ data: { standards, standardInForce, records }, asOf }: View<Policy>): VersionRow[] {
  return standards
    .map(({ version, from }) => ({
      version,
      from: version === 0 ? null : from,
      state: stateOf({ version, from }, standardInForce, asOf),
      record: recordsOf(records, 'StandardPublished').find(({ data }) => data.version === version),
    }))
    .toReversed();
}

function stateOf(
  { version, from }: { version: number; from: string },
  inForce: number,
  on: string,
): VersionState {
  if (version === inForce) return 'inForce';
  return from > on ? 'coming' : 'over';
}

const when = { inForce: 'now', coming: 'coming', over: 'over' } as const;

function VersionTag({ state }: { state: VersionState }) {
  const { t } = useTranslation();
  return <StateTag when={when[state]} word={t(`standard.states.${state}`)} />;
}

function VersionLink({ version }: { version: number }) {
  const { t } = useTranslation();
  return <DatedLink to={`/county/standards/${String(version)}`}>{versionName(version, t)}</DatedLink>;
}

function useVersionColumns(): TableColumnsType<VersionRow> {
  const { t } = useTranslation();
  const who = useWho();
  return [
    {
      key: 'version',
      title: t('standard.version'),
      width: 170,
      render: (_, { version }) => <VersionLink version={version} />,
    },
    {
      key: 'state',
      title: t('standard.state'),
      width: 110,
      render: (_, { state }) => <VersionTag state={state} />,
    },
    { key: 'from', title: t('standard.from'), width: 120, render: (_, { from }) => from ?? none },
    {
      key: 'documentNo',
      title: t('standard.documentNo'),
      render: (_, { record }) => record?.data.documentNo ?? none,
    },
    {
      key: 'publishedOn',
      title: t('standard.publishedOn'),
      width: 120,
      render: (_, { record }) => record?.occurredOn ?? none,
    },
    {
      key: 'by',
      title: t('standard.publishedBy'),
      render: (_, { record }) => (
        <>
          {who(record)}
          {record && (
            <span className="under-name">
              {t('event.recordedAt', { moment: formatMoment(record.recordedAt) })}
            </span>
          )}
        </>
      ),
    },
  ];
}

function VersionCard({ row: { version, state, from, record } }: { row: VersionRow }) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <>
      <div className="card-head">
        <span className="card-title">
          <VersionLink version={version} />
        </span>
        <VersionTag state={state} />
      </div>
      {record && (
        <dl className="card-facts">
          {(
            [
              ['from', from],
              ['documentNo', record.data.documentNo],
              ['publishedOn', record.occurredOn],
              ['publishedBy', who(record)],
            ] as const
          ).map(([name, value]) => (
            <div key={name}>
              <dt>{t(`standard.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function sheetColumns(t: TFunction, who: ReturnType<typeof useWho>): SheetColumn<VersionRow>[] {
  return [
    { title: t('standard.version'), kind: 'count', value: ({ version }) => version },
    { title: t('standard.state'), kind: 'text', value: ({ state }) => t(`standard.states.${state}`) },
    { title: t('standard.from'), kind: 'date', value: ({ from }) => from },
    {
      title: t('standard.documentNo'),
      kind: 'text',
      value: ({ record }) => record?.data.documentNo ?? null,
    },
    { title: t('standard.publishedOn'), kind: 'date', value: ({ record }) => record?.occurredOn ?? null },
    { title: t('standard.publishedBy'), kind: 'text', value: ({ record }) => (record ? who(record) : null) },
    { title: t('standard.recordedAt'), kind: 'moment', value: ({ record }) => record?.recordedAt ?? null },
  ];
}
