import { CheckOutlined, CloseOutlined, QuestionOutlined } from '@ant-design/icons';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AssessedVenue, StandardItem } from '../api/report-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { usePathOfProject } from '../places/use-project-path.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';

interface VenuesMatrixProps {
  items: readonly StandardItem[];
  venues: AssessedVenue[];
  conditions: readonly (readonly [string, string])[];
}

/** Venues, each with what it has, lacks, or was never looked at for; leads to the venue, its village and town. */
export function VenuesMatrix({ items, venues, conditions }: VenuesMatrixProps) {
  const { t } = useTranslation();
  return (
    <ListTable
      rows={venues}
      rowKey={({ venueId }) => venueId}
      columns={useColumns(items)}
      width={620 + items.length * 90}
      pageSize={20}
      card={(venue) => <VenueCard venue={venue} items={items} />}
      sheet={{ list: t('sixHaves.matrix'), conditions, columns: useSheetColumns(items) }}
    />
  );
}

function useColumns(items: readonly StandardItem[]): TableColumnsType<AssessedVenue> {
  const { t } = useTranslation();
  return [
    {
      key: 'venue',
      title: t('column.venue'),
      width: 240,
      fixed: 'left',
      sorter: byText(({ name }) => name),
      render: (_, venue) => (
        <>
          <VenueLink venue={venue} />
          <span className="under-name">
            <VillageLink venue={venue} />
          </span>
        </>
      ),
    },
    {
      key: 'town',
      title: t('column.town'),
      width: 110,
      sorter: byText(({ townCode }) => townCode),
      render: (_, { townCode, townName }) => (
        <DatedLink to={`/county/towns/${townCode}`}>{townName}</DatedLink>
      ),
    },
    ...items.map(({ key, name }) => ({
      key,
      title: name,
      width: 90,
      sorter: byNumber(({ met }: AssessedVenue) => rankOf(met[key])),
      render: (_: unknown, { met }: AssessedVenue) => <Have met={met[key]} />,
    })),
    {
      key: 'assessedOn',
      title: t('sixHaves.assessedOn'),
      width: 120,
      sorter: byText(({ assessedOn }) => assessedOn),
      render: (_, { assessedOn }) => assessedOn ?? t('sixHaves.never'),
    },
  ];
}

/** The item's state in a sign and a word. */
function Have({ met }: { met: boolean | null | undefined }) {
  const { t } = useTranslation();
  if (met === true)
    return (
      <span className="have-yes">
        <CheckOutlined aria-hidden /> {t('sixHaves.yes')}
      </span>
    );
  if (met === false)
    return (
      <span className="have-no">
        <CloseOutlined aria-hidden /> {t('sixHaves.no')}
      </span>
    );
  return (
    <span className="secondary">
      <QuestionOutlined aria-hidden /> {t('sixHaves.unknown')}
    </span>
  );
}

function VenueCard({ venue, items }: { venue: AssessedVenue; items: readonly StandardItem[] }) {
  const { t } = useTranslation();
  const missing = items.filter(({ key }) => venue.met[key] === false).map(({ name }) => name);
  return (
    <>
      <div className="card-head">
        <VenueLink venue={venue} />
        {venue.all && <span className="have-yes">{t('sixHaves.all')}</span>}
      </div>
      {missing.length > 0 && (
        <p className="have-no">
          {t('sixHaves.itemsMissing', { items: missing.join(t('common.betweenWords')) })}
        </p>
      )}
      <ul className="dotted secondary">
        <li>{venue.townName}</li>
        <li>
          <VillageLink venue={venue} />
        </li>
        <li>{venue.assessedOn ?? t('sixHaves.never')}</li>
      </ul>
    </>
  );
}

function VenueLink({ venue }: { venue: AssessedVenue }) {
  return <DatedLink to={usePathOfProject()(venue)}>{venue.name}</DatedLink>;
}

function VillageLink({ venue: { townCode, villageId, villageName } }: { venue: AssessedVenue }) {
  return <DatedLink to={`/county/towns/${townCode}/villages/${villageId}`}>{villageName}</DatedLink>;
}

/** What is lacking first, then what nobody has looked at. */
function rankOf(met: boolean | null | undefined): number {
  return met === false ? 0 : met === true ? 2 : 1;
}

function useSheetColumns(items: readonly StandardItem[]): SheetColumn<AssessedVenue>[] {
  const { t } = useTranslation();
  const word = (met: boolean | null | undefined) =>
    met === true ? t('sixHaves.yes') : met === false ? t('sixHaves.no') : t('sixHaves.unknown');
  return [
    { title: t('column.town'), kind: 'text', value: ({ townName }) => townName },
    { title: t('column.village'), kind: 'text', value: ({ villageName }) => villageName },
    { title: t('column.venue'), kind: 'text', value: ({ name }) => name },
    ...items.map(({ key, name }) => ({
      title: name,
      kind: 'text' as const,
      value: ({ met }: AssessedVenue) => word(met[key]),
    })),
    { title: t('sixHaves.assessedOn'), kind: 'date', value: ({ assessedOn }) => assessedOn },
  ];
}
