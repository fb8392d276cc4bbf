import type { TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { DatedLink } from '../as-of/dated-link.tsx';

interface TownColumn<Row> {
  townOf: (row: Row) => { code: string; name: string };
  /** Which of the town's pages its name leads to, as seen from the county; without it the first. */
  page?: string;
}

/** The first column of a list of towns: each leads to its page, in the order of their codes. */
export function townColumn<Row>(
  t: TFunction,
  { townOf, page = '' }: TownColumn<Row>,
): TableColumnsType<Row>[number] {
  return {
    key: 'town',
    title: t('column.town'),
    fixed: 'left',
    width: 110,
    sorter: (left, right) => townOf(left).code.localeCompare(townOf(right).code),
    render: (_, row) => (
      <DatedLink to={`/county/towns/${townOf(row).code}${page}`}>{townOf(row).name}</DatedLink>
    ),
  };
}
