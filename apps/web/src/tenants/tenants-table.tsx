import { Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../api/tenants.ts';
import { usePhone } from '../places/use-phone.ts';
import { byText } from '../tables/sorting.ts';
import { TownStepButton } from './town-step-button.tsx';

interface TenantsTableProps {
  tenants: Tenant[];
  /** The county whose towns can be suspended here; absent where they are only looked at. */
  countyCode: string | undefined;
}

/** Tenants with their states in words. */
export function TenantsTable({ tenants, countyCode }: TenantsTableProps) {
  const columns = useTenantColumns(countyCode);
  if (usePhone()) return <TenantCards tenants={tenants} countyCode={countyCode} />;
  return (
    <Table<Tenant>
      size="middle"
      rowKey="code"
      columns={columns}
      dataSource={tenants}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 640 }}
    />
  );
}

function useTenantColumns(countyCode: string | undefined): TableColumnsType<Tenant> {
  const { t } = useTranslation();
  const columns: TableColumnsType<Tenant> = [
    { key: 'name', title: t('tenants.name'), render: (_, tenant) => tenant.name },
    {
      key: 'code',
      title: t('tenants.code'),
      sorter: byText((tenant) => tenant.code),
      render: (_, tenant) => tenant.code,
    },
    { key: 'level', title: t('tenants.level'), render: (_, { level }) => t(`tenants.levels.${level}`) },
    {
      key: 'state',
      title: t('tenants.state'),
      sorter: byText((tenant) => tenant.status),
      render: (_, tenant) => <TenantState tenant={tenant} />,
    },
  ];
  if (countyCode === undefined) return columns;
  return [
    ...columns.filter(({ key }) => key !== 'level'),
    {
      key: 'actions',
      title: t('column.actions'),
      render: (_, tenant) => <TownStepButton countyCode={countyCode} town={tenant} />,
    },
  ];
}

function TenantCards({ tenants, countyCode }: TenantsTableProps) {
  const { t } = useTranslation();
  return (
    <ul className="cards">
      {tenants.map((tenant) => (
        <li key={tenant.code} className="card">
          <div className="card-head">
            <span className="card-title">{tenant.name}</span>
            <TenantState tenant={tenant} />
          </div>
          <div className="secondary">
            {countyCode === undefined && `${t(`tenants.levels.${tenant.level}`)} · `}
            {tenant.code}
          </div>
          {countyCode !== undefined && <TownStepButton countyCode={countyCode} town={tenant} />}
        </li>
      ))}
    </ul>
  );
}

function TenantState({ tenant: { status } }: { tenant: Tenant }) {
  const { t } = useTranslation();
  return <Tag className={`stage state-${status}`}>{t(`tenants.states.${status}`)}</Tag>;
}
