import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StandardItem, UncoveredVillage } from '../api/report-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { none } from '../format/numbers.ts';
import { usePathOfProject } from '../places/use-project-path.ts';
import { ListTable } from '../tables/list-table.tsx';
import { byText } from '../tables/sorting.ts';

interface UncoveredTableProps {
  villages: UncoveredVillage[];
  /** The items of the standard that a venue may lack. */
  items: readonly StandardItem[];
  conditions: readonly (readonly [string, string])[];
}

/** Villages, each with the reason why it does not count, what its venue lacks, and the way to it. */
export function UncoveredTable({ villages, items, conditions }: UncoveredTableProps) {
  const { t } = useTranslation();
  const lacksText = useLacksText(items);
  return (
    <ListTable
      rows={villages}
      rowKey={({ villageId }) => villageId}
      columns={useColumns(items)}
      width={900}
      pageSize={20}
      card={(village) => <VillageCard village={village} lacks={lacksText(village)} />}
      sheet={{
        list: t('coverage.uncovered'),
        conditions,
        columns: [
          { title: t('column.town'), kind: 'text', value: ({ townName }) => townName },
          { title: t('sheet.code'), kind: 'text', value: ({ code }) => code },
          { title: t('column.village'), kind: 'text', value: ({ name }) => name },
          {
            title: t('coverage.reason'),
            kind: 'text',
            value: ({ reason }) => t(`coverage.reasonOf.${reason}`),
          },
          { title: t('coverage.lacks'), kind: 'text', value: lacksText },
          { title: t('coverage.project'), kind: 'text', value: ({ venueName }) => venueName },
          {
            title: t('coverage.isShared'),
            kind: 'text',
            value: ({ isShared }) => (isShared ? t('coverage.isShared') : ''),
          },
        ],
      }}
    />
  );
}

function useColumns(items: readonly StandardItem[]): TableColumnsType<UncoveredVillage> {
  const { t } = useTranslation();
  const lacksText = useLacksText(items);
  return [
    {
      key: 'town',
      title: t('column.town'),
      width: 110,
      sorter: byText(({ townCode }) => townCode),
      render: (_, { townCode, townName }) => (
        <DatedLink to={`/county/towns/${townCode}`}>{townName}</DatedLink>
      ),
    },
    {
      key: 'village',
      title: t('column.village'),
      width: 150,
      sorter: byText(({ name }) => name),
      render: (_, village) => <VillageLink village={village} />,
    },
    {
      key: 'reason',
      title: t('coverage.reason'),
      width: 150,
      sorter: byText(({ reason }) => t(`coverage.reasonOf.${reason}`)),
      render: (_, { reason }) => t(`coverage.reasonOf.${reason}`),
    },
    { key: 'lacks', title: t('coverage.lacks'), render: (_, village) => lacksText(village) || none },
    {
      key: 'venue',
      title: t('coverage.project'),
      width: 260,
      render: (_, village) => <VenueLink village={village} />,
    },
  ];
}

function VillageCard({ village, lacks }: { village: UncoveredVillage; lacks: string }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="card-head">
        <VillageLink village={village} />
        <span>{t(`coverage.reasonOf.${village.reason}`)}</span>
      </div>
      {lacks !== '' && <p>{`${t('coverage.lacks')} ${lacks}`}</p>}
      <ul className="dotted secondary">
        <li>{village.townName}</li>
      </ul>
      {village.venueId !== null && <VenueLink village={village} />}
    </>
  );
}

function VillageLink({ village: { townCode, villageId, name } }: { village: UncoveredVillage }) {
  return <DatedLink to={`/county/towns/${townCode}/villages/${villageId}`}>{name}</DatedLink>;
}

function VenueLink({ village: { townCode, venueId, venueName, isShared } }: { village: UncoveredVillage }) {
  const { t } = useTranslation();
  const pathOf = usePathOfProject();
  if (venueId === null) return none;
  return (
    <>
      <DatedLink to={pathOf({ townCode, venueId })}>{venueName}</DatedLink>
      {isShared && <span className="under-name">{t('coverage.isShared')}</span>}
    </>
  );
}

/** What a village's venue lacks, in words; nothing where it has none. */
function useLacksText(items: readonly StandardItem[]): (village: UncoveredVillage) => string {
  const { t } = useTranslation();
  return ({ lacks }) => {
    if (lacks === null) return '';
    return [
      ...(lacks.area ? [t('coverage.lacksArea')] : []),
      ...(lacks.condition ? [t('coverage.lacksCondition')] : []),
      ...lacks.sixHaves.map((key) => items.find((item) => item.key === key)?.name ?? key),
    ].join(t('common.betweenWords'));
  };
}
