import { useTranslation } from 'react-i18next';
import type { BoardProject } from '../api/board-types.ts';
import { formatCount, formatFenAsWan } from '../format/numbers.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber } from '../tables/sorting.ts';
import { type Batch, batchesOf } from './batches.ts';

interface BatchesTableProps {
  projects: readonly BoardProject[];
  basis: Sheet<Batch>['basis'] & object;
}

/** The batches in which the town builds, and how far each is. */
export function BatchesTable({ projects, basis }: BatchesTableProps) {
  const { t } = useTranslation();
  const batches = batchesOf(projects);
  const batchText = ({ batch }: Batch) =>
    batch === null ? t('programme.noBatch') : t('programme.batch', { batch });
  const figure = { align: 'right' as const, className: 'numeric' };
  const counts = [
    { key: 'projects', title: t('board.projects') },
    { key: 'completed', title: t('column.completed') },
  ] as const;
  const amounts = [
    { key: 'budgetFen', title: t('column.budget') },
    { key: 'allocatedFen', title: t('project.moneyStep.allocatedFen') },
  ] as const;
  if (batches.length === 0) return null;
  return (
    <section className="tile tile-table" aria-labelledby="batches-heading">
      <div className="tile-head">
        <h2 id="batches-heading">{t('programme.batches')}</h2>
      </div>
      <ListTable
        sheet={{
          list: t('programme.batches'),
          basis,
          columns: [
            { title: t('board.year'), kind: 'text', value: ({ year }) => String(year) },
            { title: t('form.batch'), kind: 'text', value: batchText },
            ...counts.map(({ key, title }) => ({
              title,
              kind: 'count' as const,
              value: (row: Batch) => row[key],
            })),
            ...amounts.map(({ key, title }) => ({
              title,
              kind: 'money' as const,
              value: (row: Batch) => row[key],
            })),
          ],
        }}
        rows={batches}
        rowKey={({ year, batch }) => `${String(year)} ${String(batch)}`}
        columns={[
          {
            key: 'year',
            title: t('board.year'),
            width: 80,
            sorter: byNumber(({ year }) => year),
            render: (_, { year }) => year,
          },
          { key: 'batch', title: t('form.batch'), width: 110, render: (_, row) => batchText(row) },
          ...counts.map(({ key, title }) => ({
            ...figure,
            key,
            title,
            sorter: byNumber((row: Batch) => row[key]),
            render: (_: unknown, row: Batch) => formatCount(row[key]),
          })),
          ...amounts.map(({ key, title }) => ({
            ...figure,
            key,
            title: t('common.withUnit', { title, unit: t('unit.wan') }),
            sorter: byNumber((row: Batch) => row[key]),
            render: (_: unknown, row: Batch) => formatFenAsWan(row[key]),
          })),
        ]}
        width={620}
      />
    </section>
  );
}
