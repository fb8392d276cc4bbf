import { type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../api/tenants.ts';
import { businessDate } from '../format/dates.ts';
import { formatCount } from '../format/numbers.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { TownStepButton } from './town-step-button.tsx';

interface TenantsTableProps {
  tenants: Tenant[];
  /** What they were found by. */
  search: string;
}

/** Tenants with their states in words and what can be done about them. None of their facts. */
export function TenantsTable({ tenants, search }: TenantsTableProps) {
  const { t } = useTranslation();
  const { county } = useSignedIn();
  return (
    <ListTable
      sheet={{
        list: t(county === null ? 'area.tenants' : 'area.towns'),
        columns: useSheetColumns(tenants),
        conditions: [[t('workspace.search'), search.trim()]],
      }}
      rows={tenants}
      rowKey={({ code }) => code}
      columns={useTenantColumns(tenants)}
      pageSize={50}
      width={900}
      card={(tenant) => <TenantCard tenant={tenant} tenants={tenants} />}
    />
  );
}

function useSheetColumns(tenants: Tenant[]): SheetColumn<Tenant>[] {
  const { t } = useTranslation();
  const stateText = useStateText(tenants);
  return [
    { title: t('tenants.name'), kind: 'text', value: ({ name }) => name },
    { title: t('tenants.code'), kind: 'text', value: ({ code }) => code },
    { title: t('tenants.level'), kind: 'text', value: ({ level }) => t(`tenants.levels.${level}`) },
    { title: t('tenants.state'), kind: 'text', value: stateText },
    { title: t('tenants.events'), kind: 'count', value: ({ events }) => events },
    { title: t('tenants.accounts'), kind: 'count', value: ({ accounts }) => accounts },
    { title: t('tenants.since'), kind: 'date', value: ({ createdAt }) => businessDate(new Date(createdAt)) },
  ];
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

interface TenantProps {
  tenant: Tenant;
  /** All of the list: a town may have become a part of one of them. */
  tenants: Tenant[];
}

function TenantCard({ tenant, tenants }: TenantProps) {
  const { t } = useTranslation();
  return (
    <>
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
    </>
  );
}

function TenantState({ tenant, tenants }: TenantProps) {
  const stateText = useStateText(tenants);
  return <Tag className={`stage state-${tenant.status}`}>{stateText(tenant)}</Tag>;
}

function useStateText(tenants: Tenant[]): (tenant: Tenant) => string {
  const { t } = useTranslation();
  return ({ status, mergedInto }) =>
    mergedInto === null
      ? t(`tenants.states.${status}`)
      : t('tenants.mergedInto', {
          name: tenants.find(({ code }) => code === mergedInto)?.name ?? mergedInto,
        });
}
