import { Table, type TableProps, type TableRef } from 'antd';
import type { SorterResult } from 'antd/es/table/interface';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../places/use-phone.ts';
import { ListBar } from './list-bar.tsx';
import { inTableOrder } from './row-order.ts';
import type { Sheet } from './sheet.ts';

interface ListTableProps<Row> extends Pick<TableProps<Row>, 'onRow' | 'rowClassName'> {
  columns: NonNullable<TableProps<Row>['columns']>;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What the list is as a file. */
  sheet: Sheet<Row>;
  /** Rows on a page of the table; without it all are on one. */
  pageSize?: number;
  /** In px; on a narrower page the table scrolls sideways. */
  width?: number;
  /** What stands in the place of a row on a phone. */
  card?: (row: Row) => ReactNode;
}

/** A list: a table with sortable columns, on a phone cards; counted, and taken along as a file as it is shown. */
export function ListTable<Row extends object>({ sheet, card, ...list }: ListTableProps<Row>) {
  const phone = usePhone() && card !== undefined;
  const [chosen, setChosen] = useState<SorterResult<Row>>(() => firstOrder(list.columns));
  const order = phone ? {} : chosen;
  const conditions = [...(sheet.conditions ?? []), ...useOrderWords(order)];
  return (
    <>
      <ListBar
        sheet={{ ...sheet, conditions }}
        count={list.rows.length}
        rows={() => inTableOrder(list.rows, order)}
      />
      {phone ? (
        <Cards {...list} card={card} />
      ) : (
        <RowsTable {...list} list={sheet.list} onOrder={setChosen} />
      )}
    </>
  );
}

type RowsTableProps<Row> = Omit<ListTableProps<Row>, 'sheet' | 'card'> & {
  /** What the list is called. */
  list: string;
  onOrder: (order: SorterResult<Row>) => void;
};

function RowsTable<Row extends object>({
  rows,
  pageSize,
  width,
  list,
  onOrder,
  ...table
}: RowsTableProps<Row>) {
  const frame = useRef<TableRef>(null);
  // What scrolls sideways is scrolled by keyboard too. It may come to that, or cease, whenever the page changes its size.
  useLayoutEffect(() => {
    const content = frame.current?.nativeElement.querySelector('.ant-table-content');
    if (!content) return;
    const scrolls = content.scrollWidth > content.clientWidth;
    for (const [name, value] of [
      ['tabindex', '0'],
      ['role', 'region'],
      ['aria-label', list],
    ] as const)
      if (scrolls) content.setAttribute(name, value);
      else content.removeAttribute(name);
  });
  return (
    <Table<Row>
      {...table}
      ref={frame}
      size="middle"
      dataSource={rows}
      pagination={
        pageSize === undefined ? false : { pageSize, hideOnSinglePage: true, showSizeChanger: false }
      }
      {...(width !== undefined && { scroll: { x: width } })}
      sortDirections={['descend', 'ascend']}
      onChange={(_page, _filters, order) => onOrder(Array.isArray(order) ? {} : order)}
    />
  );
}

function Cards<Row>({ rows, rowKey, card }: Pick<ListTableProps<Row>, 'rows' | 'rowKey' | 'card'>) {
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={rowKey(row)} className="card">
          {card?.(row)}
        </li>
      ))}
    </ul>
  );
}

function firstOrder<Row>(columns: ListTableProps<Row>['columns']): SorterResult<Row> {
  const column = columns.find(({ defaultSortOrder }) => defaultSortOrder);
  return column === undefined ? {} : { column, order: column.defaultSortOrder ?? null };
}

function useOrderWords<Row>({ column, order }: SorterResult<Row>): (readonly [string, string])[] {
  const { t } = useTranslation();
  if (!order || typeof column?.title !== 'string') return [];
  const words = order === 'descend' ? 'export.descending' : 'export.ascending';
  return [[t('export.order'), t(words, { column: column.title })]];
}
