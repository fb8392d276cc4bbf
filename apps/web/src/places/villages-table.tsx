import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { VillageCard } from '../api/types.ts';
import { formatCount, formatWan, none } from '../format/numbers.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { usePhone } from './use-phone.ts';

interface VillagesTableProps {
  villages: VillageCard[];
  /** Address of a village's page. */
  linkTo: (villageId: string) => string;
}

/** The villages of a town with what was built, paid and held there. */
export function VillagesTable({ villages, linkTo }: VillagesTableProps) {
  const columns = useVillageColumns(linkTo);
  if (usePhone()) return <VillageCards villages={villages} linkTo={linkTo} />;
  return (
    <Table<VillageCard>
      size="middle"
      rowKey="villageId"
      columns={columns}
      dataSource={villages}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 760 }}
      sortDirections={['descend', 'ascend']}
    />
  );
}

function useVillageColumns(linkTo: (villageId: string) => string): TableColumnsType<VillageCard> {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  return [
    {
      key: 'name',
      title: t('column.village'),
      fixed: 'left',
      width: 160,
      sorter: byText((village) => village.code),
      render: (_, village) => <Link to={linkTo(village.villageId)}>{village.name}</Link>,
    },
    {
      ...figure,
      key: 'venues',
      title: `${t('column.completed')} / ${t('column.planned')}`,
      sorter: byNumber((village) => village.venuesCompleted),
      render: (_, village) => <VenueCounts village={village} />,
    },
    {
      ...figure,
      key: 'funds',
      title: t('common.withUnit', { title: t('column.funds'), unit: t('unit.wan') }),
      sorter: byNumber((village) => village.amountFen),
      render: (_, village) => formatWan(village.wan),
    },
    {
      ...figure,
      key: 'trainings',
      title: t('common.withUnit', { title: t('column.trainings'), unit: t('unit.trainings') }),
      sorter: byNumber((village) => village.trainings),
      render: (_, village) => formatCount(village.trainings),
    },
    {
      ...figure,
      key: 'people',
      title: t('figure.people'),
      sorter: byNumber((village) => village.people),
      render: (_, village) => formatCount(village.people),
    },
    {
      ...figure,
      key: 'lastTraining',
      title: t('column.lastTraining'),
      sorter: byText((village) => village.lastTrainingOn),
      render: (_, village) => village.lastTrainingOn ?? none,
    },
  ];
}

function VenueCounts({ village }: { village: VillageCard }) {
  return (
    <>
      {formatCount(village.venuesCompleted)} / {formatCount(village.venuesPlanned)}
    </>
  );
}

function VillageCards({ villages, linkTo }: VillagesTableProps) {
  const { t } = useTranslation();
  return (
    <ul className="cards">
      {villages.map((village) => (
        <li key={village.villageId} className="card">
          <Link className="card-title" to={linkTo(village.villageId)}>
            {village.name}
          </Link>
          <dl className="card-facts">
            <div>
              <dt>
                {t('column.completed')} / {t('column.planned')}
              </dt>
              <dd>
                <VenueCounts village={village} />
              </dd>
            </div>
            <div>
              <dt>{t('column.funds')}</dt>
              <dd>
                {formatWan(village.wan)} {t('unit.wan')}
              </dd>
            </div>
            <div>
              <dt>{t('column.trainings')}</dt>
              <dd>
                {formatCount(village.trainings)} {t('unit.trainings')}
              </dd>
            </div>
            <div>
              <dt>{t('column.lastTraining')}</dt>
              <dd>{village.lastTrainingOn ?? none}</dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}
