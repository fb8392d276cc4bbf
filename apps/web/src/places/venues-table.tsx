import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { VenueCard } from '../api/types.ts';
import { formatHundredths, formatFenAsWan, formatWan } from '../format/numbers.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { StageTag } from './stage-tag.tsx';
import { usePhone } from './use-phone.ts';
import { venueDate } from './venue-date.ts';
import { VenueSummary } from './venue-summary.tsx';

interface VenuesTableProps {
  venues: VenueCard[];
  /** Address of a village's page; without it the villages are not shown, since all are of one. */
  linkTo?: (villageId: string) => string;
  actions?: (venue: VenueCard) => ReactNode;
}

/** Venues with stage, type, area and money. */
export function VenuesTable({ venues, linkTo, actions }: VenuesTableProps) {
  const columns = useVenueColumns(linkTo, actions);
  if (usePhone()) {
    return (
      <ul className="cards">
        {venues.map((venue) => (
          <li key={venue.venueId} className="card">
            <VenueSummary venue={venue} linkTo={linkTo} actions={actions?.(venue)} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table<VenueCard>
      size="middle"
      rowKey="venueId"
      columns={columns}
      dataSource={venues}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 1080 }}
      sortDirections={['descend', 'ascend']}
    />
  );
}

function useVenueColumns(
  linkTo: VenuesTableProps['linkTo'],
  actions: VenuesTableProps['actions'],
): TableColumnsType<VenueCard> {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  const columns: TableColumnsType<VenueCard> = [
    {
      key: 'name',
      title: t('column.venue'),
      fixed: 'left',
      width: 220,
      sorter: byText((venue) => venue.name),
      render: (_, venue) => <VenueName venue={venue} linkTo={linkTo} />,
    },
    {
      key: 'stage',
      title: t('column.stage'),
      width: 110,
      sorter: byText((venue) => venue.stage),
      render: (_, venue) => <StageTag stage={venue.stage} />,
    },
    {
      key: 'buildType',
      title: t('column.buildType'),
      width: 90,
      render: (_, venue) => t(`buildType.${venue.buildType}`),
    },
    {
      ...figure,
      key: 'area',
      title: t('common.withUnit', { title: t('column.area'), unit: t('unit.squareMetres') }),
      sorter: byNumber((venue) => venue.builtAreaDm2 ?? venue.plannedAreaDm2),
      render: (_, venue) => formatHundredths(venue.builtAreaDm2 ?? venue.plannedAreaDm2),
    },
    {
      ...figure,
      key: 'funds',
      title: t('common.withUnit', {
        title: `${t('column.funds')} / ${t('column.budget')}`,
        unit: t('unit.wan'),
      }),
      sorter: byNumber((venue) => venue.amountFen),
      render: (_, venue) => `${formatWan(venue.wan)} / ${formatFenAsWan(venue.budgetFen)}`,
    },
    {
      key: 'date',
      title: `${t('column.completedOn')} / ${t('column.target')}`,
      sorter: byText((venue) => venue.completedOn ?? venue.targetOn),
      render: (_, venue) => venueDate(venue, t),
    },
  ];
  if (actions === undefined) return columns;
  return [
    ...columns,
    { key: 'actions', title: t('column.actions'), width: 270, render: (_, venue) => actions(venue) },
  ];
}

function VenueName({ venue, linkTo }: { venue: VenueCard; linkTo: VenuesTableProps['linkTo'] }) {
  return (
    <>
      <div>{venue.name}</div>
      {linkTo !== undefined && (
        <Link className="under-name" to={linkTo(venue.villageId)}>
          {venue.villageName}
        </Link>
      )}
    </>
  );
}
