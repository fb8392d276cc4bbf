import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { IdleTown } from '../api/report-types.ts';
import { formatCount, formatFenAsWan } from '../format/numbers.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { byNumber } from '../tables/sorting.ts';
import { townColumn } from '../tables/town-column.tsx';

/** Money that arrived and was not paid out, by town. */
export function IdleTowns({ towns }: { towns: IdleTown[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const title = t('money.idleByTown');
  return (
    <section className="tile tile-table" aria-labelledby="idle-towns">
      <div className="tile-head">
        <h2 id="idle-towns">{title}</h2>
      </div>
      {towns.length === 0 ? (
        <EmptyState title={t('money.idleNone')} />
      ) : (
        <ListTable
          rows={towns}
          rowKey={({ townCode }) => townCode}
          width={620}
          columns={columns}
          sheet={{
            list: title,
            columns: [
              { title: t('column.town'), kind: 'text', value: ({ townName }) => townName },
              { title: t('money.idle'), kind: 'money', value: ({ amountFen }) => amountFen },
              { title: t('money.idleTooLong'), kind: 'money', value: ({ tooLongFen }) => tooLongFen },
              {
                title: t('money.projectsTooLong'),
                kind: 'count',
                value: ({ projectsTooLong }) => projectsTooLong,
              },
            ],
          }}
        />
      )}
    </section>
  );
}

function useColumns(): TableColumnsType<IdleTown> {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  const wan = (title: string) => t('common.withUnit', { title, unit: t('unit.wan') });
  return [
    townColumn(t, {
      townOf: ({ townCode, townName }) => ({ code: townCode, name: townName }),
      page: '/ledger',
    }),
    {
      ...figure,
      key: 'amount',
      title: wan(t('money.idle')),
      sorter: byNumber(({ amountFen }) => amountFen),
      render: (_, { amountFen }) => formatFenAsWan(amountFen),
    },
    {
      ...figure,
      key: 'tooLong',
      title: wan(t('money.idleTooLong')),
      sorter: byNumber(({ tooLongFen }) => tooLongFen),
      render: (_, { tooLongFen }) => formatFenAsWan(tooLongFen),
    },
    {
      ...figure,
      key: 'projects',
      title: t('money.projectsTooLong'),
      sorter: byNumber(({ projectsTooLong }) => projectsTooLong),
      render: (_, { projectsTooLong }) => formatCount(projectsTooLong),
    },
  ];
}
