import type { TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, formatFenAsWan, formatPct, none, pctValue } from '../format/numbers.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import type { TargetRow } from './target-rows.ts';

/** What the county wants of each town in a year, beside what the town set itself and what came of it. */
export function TargetsTable({ rows, year }: { rows: TargetRow[]; year: number }) {
  const { t } = useTranslation();
  return (
    <ListTable
      sheet={{ list: t('policy.targets', { year }), columns: sheetColumns(t) }}
      rows={rows}
      rowKey={({ town }) => town.code}
      columns={useTargetColumns()}
      width={1140}
      card={(row) => <TargetCard row={row} />}
    />
  );
}

const count = (value: number | null = null) => (value === null ? none : formatCount(value));
const wan = (fen: number | null = null) => (fen === null ? none : formatFenAsWan(fen));

function useTargetColumns(): TableColumnsType<TargetRow> {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  const inWan = (title: string) => t('common.withUnit', { title, unit: t('unit.wan') });
  return [
    {
      key: 'town',
      title: t('policy.town'),
      fixed: 'left',
      width: 120,
      sorter: byText(({ town }) => town.code),
      render: (_, { town }) => <DatedLink to={`/county/towns/${town.code}`}>{town.name}</DatedLink>,
    },
    {
      ...figure,
      key: 'county',
      title: t('policy.countyVenues'),
      sorter: byNumber(({ target }) => target?.venues),
      render: (_, { target }) => (target === null ? t('policy.noTarget') : formatCount(target.venues)),
    },
    {
      ...figure,
      key: 'own',
      title: t('policy.ownVenues'),
      sorter: byNumber(({ line }) => line?.ownVenues ?? undefined),
      render: (_, { line }) => count(line?.ownVenues),
    },
    {
      ...figure,
      key: 'planned',
      title: t('policy.planned'),
      sorter: byNumber(({ line }) => line?.planned),
      render: (_, { line }) => count(line?.planned),
    },
    {
      ...figure,
      key: 'completed',
      title: t('policy.completed'),
      sorter: byNumber(({ line }) => line?.completed),
      render: (_, { line }) => count(line?.completed),
    },
    {
      ...figure,
      key: 'rate',
      title: t('policy.completedPct'),
      sorter: byNumber(({ line }) => pctValue(line?.completedPct ?? '')),
      render: (_, { line }) => formatPct(line?.completedPct ?? ''),
    },
    {
      ...figure,
      key: 'amount',
      title: inWan(t('policy.amount')),
      sorter: byNumber(({ target }) => target?.amountFen ?? undefined),
      render: (_, { target }) => wan(target?.amountFen),
    },
    {
      ...figure,
      key: 'raised',
      title: inWan(t('policy.raised')),
      sorter: byNumber(({ line }) => line?.raisedFen),
      render: (_, { line }) => wan(line?.raisedFen),
    },
    { key: 'campaign', title: t('policy.campaign'), render: (_, { target }) => target?.campaign ?? none },
  ];
}

function TargetCard({ row: { town, target, line } }: { row: TargetRow }) {
  const { t } = useTranslation();
  const facts = [
    [t('policy.countyVenues'), target === null ? t('policy.noTarget') : formatCount(target.venues)],
    [t('policy.ownVenues'), count(line?.ownVenues)],
    [t('policy.completed'), count(line?.completed)],
    [t('policy.completedPct'), formatPct(line?.completedPct ?? '')],
    [t('policy.amount'), wan(target?.amountFen)],
    [t('policy.raised'), wan(line?.raisedFen)],
    [t('policy.campaign'), target?.campaign ?? none],
  ] as const;
  return (
    <>
      <DatedLink className="card-title" to={`/county/towns/${town.code}`}>
        {town.name}
      </DatedLink>
      <dl className="card-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function sheetColumns(t: TFunction): SheetColumn<TargetRow>[] {
  return [
    { title: t('sheet.code'), kind: 'text', value: ({ town }) => town.code },
    { title: t('policy.town'), kind: 'text', value: ({ town }) => town.name },
    { title: t('policy.countyVenues'), kind: 'count', value: ({ target }) => target?.venues ?? null },
    { title: t('policy.ownVenues'), kind: 'count', value: ({ line }) => line?.ownVenues ?? null },
    { title: t('policy.planned'), kind: 'count', value: ({ line }) => line?.planned ?? null },
    { title: t('policy.completed'), kind: 'count', value: ({ line }) => line?.completed ?? null },
    { title: t('policy.completedPct'), kind: 'percent', value: ({ line }) => line?.completedPct ?? null },
    { title: t('policy.amount'), kind: 'money', value: ({ target }) => target?.amountFen ?? null },
    { title: t('policy.raised'), kind: 'money', value: ({ line }) => line?.raisedFen ?? null },
    { title: t('policy.campaign'), kind: 'text', value: ({ target }) => target?.campaign ?? null },
  ];
}
