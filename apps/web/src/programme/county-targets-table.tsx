import { useTranslation } from 'react-i18next';
import type { CountyTarget } from '../api/programme-types.ts';
import { formatCount, formatFenAsWan, formatPct, none, pctValue } from '../format/numbers.ts';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber } from '../tables/sorting.ts';

interface CountyTargetsTableProps {
  targets: CountyTarget[];
  basis: Sheet<CountyTarget>['basis'] & object;
}

/** What the county wants of the town, year by year, and what is completed of it. */
export function CountyTargetsTable({ targets, basis }: CountyTargetsTableProps) {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  return (
    <section className="tile tile-table" aria-labelledby="county-targets-heading">
      <div className="tile-head">
        <h2 id="county-targets-heading">{t('programme.countyTargets')}</h2>
      </div>
      {targets.length === 0 ? (
        <p className="secondary">{t('programme.noCountyTargets')}</p>
      ) : (
        <ListTable
          sheet={{
            list: t('programme.countyTargets'),
            basis,
            columns: [
              { title: t('board.year'), kind: 'text', value: ({ year }) => String(year) },
              { title: t('programme.column.target'), kind: 'count', value: ({ venues }) => venues },
              { title: t('column.completed'), kind: 'count', value: ({ completed }) => completed },
              { title: t('column.completion'), kind: 'percent', value: ({ completedPct }) => completedPct },
              {
                title: t('programme.column.targetMoney'),
                kind: 'money',
                value: ({ amountFen }) => amountFen,
              },
              { title: t('form.campaign'), kind: 'text', value: ({ campaign }) => campaign },
            ],
          }}
          rows={targets}
          rowKey={({ year }) => String(year)}
          columns={[
            {
              key: 'year',
              title: t('board.year'),
              width: 80,
              sorter: byNumber(({ year }) => year),
              render: (_, { year }) => year,
            },
            {
              ...figure,
              key: 'completed',
              title: t('programme.column.completedOfTarget'),
              sorter: byNumber(({ completedPct }) => pctValue(completedPct)),
              render: (_, { completed, venues, completedPct }) => (
                <CountWithRate
                  part={formatCount(completed)}
                  whole={formatCount(venues)}
                  pct={formatPct(completedPct)}
                />
              ),
            },
            {
              ...figure,
              key: 'money',
              title: t('common.withUnit', { title: t('programme.column.targetMoney'), unit: t('unit.wan') }),
              render: (_, { amountFen }) => (amountFen === null ? none : formatFenAsWan(amountFen)),
            },
            { key: 'campaign', title: t('form.campaign'), render: (_, { campaign }) => campaign ?? none },
          ]}
          width={480}
        />
      )}
    </section>
  );
}
