import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { type MoneyStep, moneySteps } from '../api/board-types.ts';
import type { TierOfTown } from '../api/report-types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { byNumber } from '../tables/sorting.ts';
import { townColumn } from '../tables/town-column.tsx';

/** The county's fund ledger: each town's money by tier at all four steps. The town's own ledger tells it by project. */
export function TownsLedger({ rows }: { rows: TierOfTown[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const title = t('money.ledger');
  return (
    <section className="tile tile-table" aria-labelledby="towns-ledger">
      <div className="tile-head">
        <h2 id="towns-ledger">{title}</h2>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('money.ledgerNone')} />
      ) : (
        <ListTable
          rows={rows}
          rowKey={({ townCode, tier }) => `${townCode} ${tier}`}
          width={720}
          columns={columns}
          sheet={{
            list: title,
            columns: [
              { title: t('column.town'), kind: 'text', value: ({ townName }) => townName },
              { title: t('column.tier'), kind: 'text', value: ({ tier }) => t(`tier.${tier}`) },
              ...moneySteps.map((step): SheetColumn<TierOfTown> => ({
                title: t(`project.moneyStep.${step}`),
                kind: 'money',
                value: (row) => row[step],
              })),
            ],
          }}
        />
      )}
    </section>
  );
}

function useColumns(): TableColumnsType<TierOfTown> {
  const { t } = useTranslation();
  const money = (step: MoneyStep): TableColumnsType<TierOfTown>[number] => ({
    align: 'right',
    className: 'numeric',
    key: step,
    title: t('common.withUnit', { title: t(`project.moneyStep.${step}`), unit: t('unit.wan') }),
    sorter: byNumber((row) => row[step]),
    render: (_, row) => formatFenAsWan(row[step]),
  });
  return [
    townColumn(t, {
      townOf: ({ townCode, townName }) => ({ code: townCode, name: townName }),
      page: '/ledger',
    }),
    { key: 'tier', title: t('column.tier'), render: (_, { tier }) => t(`tier.${tier}`) },
    ...moneySteps.map(money),
  ];
}
