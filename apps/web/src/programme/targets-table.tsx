import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TargetLine } from '../api/programme-types.ts';
import { formatCount, formatFenAsWan, formatPct, none, pctValue } from '../format/numbers.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber } from '../tables/sorting.ts';

interface TargetsTableProps {
  targets: TargetLine[];
  basis: Sheet<TargetLine>['basis'] & object;
}

/** The town's own targets by year and build type, against what is planned and completed. */
export function TargetsTable({ targets, basis }: TargetsTableProps) {
  const { t } = useTranslation();
  const columns = useTargetColumns();
  return (
    <section className="tile tile-table" aria-labelledby="targets-heading">
      <div className="tile-head">
        <h2 id="targets-heading">{t('programme.targets')}</h2>
      </div>
      {targets.length === 0 ? (
        <EmptyState title={t('programme.noTargets')} detail={t('programme.noTargetsDetail')} />
      ) : (
        <ListTable
          sheet={{
            list: t('programme.targets'),
            basis,
            columns: [
              { title: t('board.year'), kind: 'text', value: ({ year }) => String(year) },
              {
                title: t('column.buildType'),
                kind: 'text',
                value: (line) => t(`buildType.${line.buildType}`),
              },
              { title: t('programme.column.target'), kind: 'count', value: ({ target }) => target },
              { title: t('column.planned'), kind: 'count', value: ({ planned }) => planned },
              { title: t('column.completed'), kind: 'count', value: ({ completed }) => completed },
              { title: t('column.completion'), kind: 'percent', value: ({ completedPct }) => completedPct },
              {
                title: t('programme.column.targetMoney'),
                kind: 'money',
                value: ({ targetFen }) => targetFen,
              },
              { title: t('programme.column.budgets'), kind: 'money', value: ({ budgetFen }) => budgetFen },
              { title: t('form.campaign'), kind: 'text', value: ({ campaign }) => campaign },
            ],
          }}
          rows={targets}
          rowKey={({ year, buildType }) => `${String(year)} ${buildType}`}
          columns={columns}
          pageSize={12}
          width={860}
          card={(line) => <TargetCard line={line} />}
        />
      )}
    </section>
  );
}

function useTargetColumns(): TableColumnsType<TargetLine> {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  const unit = t('unit.wan');
  return [
    {
      key: 'year',
      title: t('board.year'),
      width: 80,
      sorter: byNumber(({ year }) => year),
      render: (_, { year }) => year,
    },
    {
      key: 'buildType',
      title: t('column.buildType'),
      width: 100,
      render: (_, { buildType }) => t(`buildType.${buildType}`),
    },
    {
      ...figure,
      key: 'target',
      title: t('programme.column.target'),
      sorter: byNumber(({ target }) => target ?? undefined),
      render: (_, { target }) => (target === null ? none : formatCount(target)),
    },
    {
      ...figure,
      key: 'planned',
      title: t('column.planned'),
      sorter: byNumber(({ planned }) => planned),
      render: (_, { planned }) => formatCount(planned),
    },
    {
      ...figure,
      key: 'completed',
      title: t('programme.column.completedOfTarget'),
      sorter: byNumber(({ completedPct }) => pctValue(completedPct)),
      render: (_, line) => <CompletedOfTarget line={line} />,
    },
    {
      ...figure,
      key: 'money',
      title: t('common.withUnit', {
        title: `${t('programme.column.targetMoney')} / ${t('programme.column.budgets')}`,
        unit,
      }),
      render: (_, { targetFen, budgetFen }) =>
        `${targetFen === null ? none : formatFenAsWan(targetFen)} / ${formatFenAsWan(budgetFen)}`,
    },
    { key: 'campaign', title: t('form.campaign'), render: (_, { campaign }) => campaign ?? none },
  ];
}

function CompletedOfTarget({ line: { completed, target, completedPct } }: { line: TargetLine }) {
  return (
    <CountWithRate
      part={formatCount(completed)}
      whole={target === null ? none : formatCount(target)}
      pct={formatPct(completedPct)}
    />
  );
}

function TargetCard({ line }: { line: TargetLine }) {
  const { t } = useTranslation();
  const { year, buildType, planned, targetFen, budgetFen, campaign } = line;
  const facts = [
    [t('programme.column.completedOfTarget'), <CompletedOfTarget key="completed" line={line} />],
    [t('column.planned'), formatCount(planned)],
    [t('programme.column.targetMoney'), targetFen === null ? none : formatFenAsWan(targetFen)],
    [t('programme.column.budgets'), formatFenAsWan(budgetFen)],
  ] as const;
  return (
    <>
      <span className="card-title">
        {year} · {t(`buildType.${buildType}`)}
      </span>
      {campaign !== null && <p className="secondary">{campaign}</p>}
      <dl className="card-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
