import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { DatedLink } from '../as-of/dated-link.tsx';
import type { VillageCard } from '../api/types.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { VillageFigure } from './village-figure.tsx';
import { villageSheetColumns } from './village-sheet-columns.ts';

interface VillagesTableProps {
  townCode: string;
  villages: VillageCard[];
  /** What the list is as a file, besides its columns. */
  sheet: Omit<Sheet<VillageCard>, 'columns'>;
  /** Address of a village's page. */
  linkTo: (villageId: string) => string;
}

/** The villages of a town with what was built, paid and held there. */
export function VillagesTable({ townCode, villages, sheet, linkTo }: VillagesTableProps) {
  const { t } = useTranslation();
  return (
    <ListTable
      sheet={{ ...sheet, columns: villageSheetColumns(t) }}
      rows={villages}
      rowKey={(village) => village.villageId}
      columns={useVillageColumns(townCode, linkTo)}
      pageSize={20}
      width={760}
      card={(village) => (
        <>
          <DatedLink className="card-title" to={linkTo(village.villageId)}>
            {village.name}
          </DatedLink>
          <MergedMark village={village} />
          <VillageFacts townCode={townCode} village={village} />
        </>
      )}
    />
  );
}

function useVillageColumns(
  townCode: string,
  linkTo: (villageId: string) => string,
): TableColumnsType<VillageCard> {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  return [
    {
      key: 'name',
      title: t('column.village'),
      fixed: 'left',
      width: 160,
      sorter: byText((village) => village.code),
      render: (_, village) => (
        <>
          <DatedLink to={linkTo(village.villageId)}>{village.name}</DatedLink>
          <MergedMark village={village} />
        </>
      ),
    },
    {
      ...figure,
      key: 'venues',
      title: `${t('column.completed')} / ${t('column.planned')}`,
      sorter: byNumber((village) => village.venuesCompleted),
      render: (_, village) => <VenueCounts townCode={townCode} village={village} />,
    },
    {
      ...figure,
      key: 'funds',
      title: t('common.withUnit', { title: t('column.funds'), unit: t('unit.wan') }),
      sorter: byNumber((village) => village.amountFen),
      render: (_, village) => <VillageFigure townCode={townCode} village={village} column="amountFen" />,
    },
    {
      ...figure,
      key: 'trainings',
      title: t('common.withUnit', { title: t('column.trainings'), unit: t('unit.trainings') }),
      sorter: byNumber((village) => village.trainings),
      render: (_, village) => <VillageFigure townCode={townCode} village={village} column="trainings" />,
    },
    {
      ...figure,
      key: 'people',
      title: t('figure.people'),
      sorter: byNumber((village) => village.people),
      render: (_, village) => <VillageFigure townCode={townCode} village={village} column="people" />,
    },
    {
      ...figure,
      key: 'lastTraining',
      title: t('column.lastTraining'),
      sorter: byText((village) => village.lastTrainingOn),
      render: (_, village) => <VillageFigure townCode={townCode} village={village} column="lastTrainingOn" />,
    },
  ];
}

/** Says of a village that is a part of another one of which. */
function MergedMark({ village: { mergedInto } }: { village: VillageCard }) {
  const { t } = useTranslation();
  return mergedInto && <div className="secondary">{t('villageMerger.mark', { heir: mergedInto.name })}</div>;
}

interface VillageProps {
  townCode: string;
  village: VillageCard;
}

function VenueCounts(props: VillageProps) {
  return (
    <>
      <VillageFigure {...props} column="venuesCompleted" /> /{' '}
      <VillageFigure {...props} column="venuesPlanned" />
    </>
  );
}

function VillageFacts(props: VillageProps) {
  const { t } = useTranslation();
  const facts = [
    [`${t('column.completed')} / ${t('column.planned')}`, <VenueCounts {...props} />],
    [t('column.funds'), <VillageFigure {...props} column="amountFen" unit={t('unit.wan')} />],
    [t('column.trainings'), <VillageFigure {...props} column="trainings" unit={t('unit.trainings')} />],
    [t('column.lastTraining'), <VillageFigure {...props} column="lastTrainingOn" />],
  ] as const;
  return (
    <dl className="card-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
