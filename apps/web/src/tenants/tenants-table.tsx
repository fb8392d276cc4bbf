import { Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../api/tenants.ts';
import { businessDate } from '../format/dates.ts';
import { formatCount } from '../format/numbers.ts';
import { usePhone } from '../places/use-phone.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { TownStepButton } from './town-step-button.tsx';

/** Tenants with their states in words and what can be done about them. None of their facts. */
export function TenantsTable({ tenants }: { tenants: Tenant[] }) {
  const columns = useTenantColumns(tenants);
  if (usePhone()) return <TenantCards tenants={tenants} />;
  return (
    <Table<Tenant>
      size="middle"
      rowKey="code"
      columns={columns}
      dataSource={tenants}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 900 }}
    />
  );
}

function useTenantColumns(tenants: Tenant[]): TableColumnsType<Tenant> {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  return [
    {
      key: 'name',
      title: t('tenants.name'),
      sorter: byText(({ name }) => name),
      render: (_, { name }) => name,
    },
    {
      key: 'code',
      title: t('tenants.code'),
      sorter: byText(({ code }) => code),
      render: (_, { code }) => code,
    },
    { key: 'level', title: t('tenants.level'), render: (_, { level }) => t(`tenants.levels.${level}`) },
    {
      key: 'state',
      title: t('tenants.state'),
      sorter: byText(({ status }) => status),
      render: (_, tenant) => <TenantState tenant={tenant} tenants={tenants} />,
    },
    {
      ...figure,
      key: 'events',
      title: t('tenants.events'),
      sorter: byNumber(({ events }) => events),
      render: (_, { events }) => formatCount(events),
    },
    {
      ...figure,
      key: 'accounts',
      title: t('tenants.accounts'),
      sorter: byNumber(({ accounts }) => accounts),
      render: (_, { accounts }) => formatCount(accounts),
    },
    {
      key: 'since',
      title: t('tenants.since'),
      sorter: byText(({ createdAt }) => createdAt),
      render: (_, { createdAt }) => businessDate(new Date(createdAt)),
    },
    { key: 'actions', title: t('column.actions'), render: (_, tenant) => <TownStepButton tenant={tenant} /> },
  ];
}

function TenantCards({ tenants }: { tenants: Tenant[] }) {
  const { t } = useTranslation();
  return (
    <ul className="cards">
      {tenants.map((tenant) => (
        <li key={tenant.code} className="card">
          <div className="card-head">
            <span className="card-title">{tenant.name}</span>
            <TenantState tenant={tenant} tenants={tenants} />
          </div>
          <ul className="dotted secondary">
            <li>{t(`tenants.levels.${tenant.level}`)}</li>
            <li>{tenant.code}</li>
            <li>{t('tenants.eventsOf', { events: formatCount(tenant.events) })}</li>
            <li>{t('tenants.accountsOf', { accounts: formatCount(tenant.accounts) })}</li>
          </ul>
          <TownStepButton tenant={tenant} />
        </li>
      ))}
    </ul>
  );
}

function TenantState({ tenant: { status, mergedInto }, tenants }: { tenant: Tenant; tenants: Tenant[] }) {
  const { t } = useTranslation();
  const into = tenants.find(({ code }) => code === mergedInto)?.name ?? mergedInto;
  return (
    <Tag className={`stage state-${status}`}>
      {into === null ? t(`tenants.states.${status}`) : t('tenants.mergedInto', { name: into })}
    </Tag>
  );
}
