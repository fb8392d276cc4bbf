import type { TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DatedLink } from '../as-of/dated-link.tsx';
import type { VenueCard } from '../api/types.ts';
import { none } from '../format/numbers.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { StageTag } from './stage-tag.tsx';
import { useProjectPath } from './use-project-path.ts';
import { venueDate } from './venue-date.ts';
import { areaColumn, VenueFigure } from './venue-figure.tsx';
import { venueSheetColumns } from './venue-sheet-columns.ts';
import { VenueSummary } from './venue-summary.tsx';

interface VenuesTableProps {
  townCode: string;
  venues: VenueCard[];
  /** What the list is as a file, besides its columns. */
  sheet: Omit<Sheet<VenueCard>, 'columns'>;
  /** Address of a village's page; without it the villages are not shown, since all are of one. */
  linkTo?: (villageId: string) => string;
  actions?: (venue: VenueCard) => ReactNode;
}

/** Venues with stage, type, area and money. */
export function VenuesTable({ townCode, venues, sheet, linkTo, actions }: VenuesTableProps) {
  const { t } = useTranslation();
  return (
    <ListTable
      sheet={{ ...sheet, columns: venueSheetColumns(t) }}
      rows={venues}
      rowKey={(venue) => venue.venueId}
      columns={useVenueColumns(townCode, linkTo, actions)}
      pageSize={20}
      width={1080}
      card={(venue) => (
        <VenueSummary townCode={townCode} venue={venue} linkTo={linkTo} actions={actions?.(venue)} />
      )}
    />
  );
}

function useVenueColumns(
  townCode: string,
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
      render: (_, venue) => <VenueName townCode={townCode} venue={venue} linkTo={linkTo} />,
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
      render: (_, venue) => (venue.buildType === '' ? none : t(`buildType.${venue.buildType}`)),
    },
    {
      ...figure,
      key: 'area',
      title: t('common.withUnit', { title: t('column.area'), unit: t('unit.squareMetres') }),
      sorter: byNumber((venue) => venue[areaColumn(venue)] ?? undefined),
      render: (_, venue) => <VenueFigure townCode={townCode} venue={venue} column={areaColumn(venue)} />,
    },
    {
      ...figure,
      key: 'funds',
      title: t('common.withUnit', {
        title: `${t('column.funds')} / ${t('column.budget')}`,
        unit: t('unit.wan'),
      }),
      sorter: byNumber((venue) => venue.amountFen),
      // What was there before anybody recorded a project has neither plan nor money here.
      render: (_, venue) =>
        venue.plannedOn === null ? (
          none
        ) : (
          <>
            <VenueFigure townCode={townCode} venue={venue} column="amountFen" /> /{' '}
            <VenueFigure townCode={townCode} venue={venue} column="budgetFen" />
          </>
        ),
    },
    {
      key: 'date',
      title: `${t('column.completedOn')} / ${t('column.target')}`,
      sorter: byText((venue) => venue.completedOn ?? venue.targetOn ?? ''),
      render: (_, venue) => venueDate(venue, t),
    },
  ];
  if (actions === undefined) return columns;
  return [
    ...columns,
    { key: 'actions', title: t('column.actions'), width: 270, render: (_, venue) => actions(venue) },
  ];
}

function VenueName({
  townCode,
  venue,
  linkTo,
}: Pick<VenuesTableProps, 'townCode' | 'linkTo'> & { venue: VenueCard }) {
  const projectPath = useProjectPath(townCode);
  return (
    <>
      <DatedLink to={projectPath(venue.venueId)}>{venue.name}</DatedLink>
      {linkTo !== undefined && (
        <DatedLink className="under-name" to={linkTo(venue.villageId)}>
          {venue.villageName}
        </DatedLink>
      )}
    </>
  );
}
