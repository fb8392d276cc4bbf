import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountPlace } from '../api/accounts.ts';
import type { InitialPassword, ManagedAccount } from '../api/account-types.ts';
import type { VillageCard } from '../api/types.ts';
import { formatMoment } from '../format/dates.ts';
import { usePhone } from '../places/use-phone.ts';
import { byText } from '../tables/sorting.ts';
import { AccountActions } from './account-actions.tsx';
import { AccountState } from './account-state.tsx';

export interface AccountsTableProps {
  place: AccountPlace;
  accounts: ManagedAccount[];
  villages: VillageCard[];
  onEdit: (account: ManagedAccount) => void;
  onIssued: (password: InitialPassword) => void;
}

/** Accounts with roles and state, and what can be done about each. */
export function AccountsTable(props: AccountsTableProps) {
  const columns = useAccountColumns(props);
  if (usePhone()) return <AccountCards {...props} />;
  return (
    <Table<ManagedAccount>
      size="middle"
      rowKey="id"
      columns={columns}
      dataSource={props.accounts}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 960 }}
    />
  );
}

function useAccountColumns(props: AccountsTableProps): TableColumnsType<ManagedAccount> {
  const { t } = useTranslation();
  const rolesText = useRolesText(props.villages);
  return [
    {
      key: 'username',
      title: t('accounts.username'),
      sorter: byText((account) => account.username),
      defaultSortOrder: 'ascend',
      render: (_, account) => account.username,
    },
    { key: 'roles', title: t('accounts.roles'), render: (_, account) => rolesText(account) },
    {
      key: 'state',
      title: t('accounts.state'),
      width: 160,
      render: (_, account) => <AccountState account={account} />,
    },
    {
      key: 'secondFactor',
      title: t('secondFactor.title'),
      width: 110,
      render: (_, account) => t(account.secondFactor ? 'accounts.factorOn' : 'accounts.factorOff'),
    },
    {
      key: 'lastSignIn',
      title: t('accounts.lastSignIn'),
      width: 150,
      sorter: byText((account) => account.lastSignInAt),
      render: (_, account) => <LastSignIn account={account} />,
    },
    {
      key: 'actions',
      title: t('column.actions'),
      width: 240,
      render: (_, account) => <AccountActions {...props} account={account} />,
    },
  ];
}

function AccountCards(props: AccountsTableProps) {
  const { t } = useTranslation();
  const rolesText = useRolesText(props.villages);
  return (
    <ul className="cards">
      {props.accounts.map((account) => (
        <li key={account.id} className="card">
          <div className="card-head">
            <span className="card-title">{account.username}</span>
            <AccountState account={account} />
          </div>
          <div>{rolesText(account)}</div>
          <div className="secondary">
            {t('accounts.lastSignIn')} <LastSignIn account={account} />
          </div>
          <div className="card-actions">
            <AccountActions {...props} account={account} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function LastSignIn({ account: { lastSignInAt } }: { account: ManagedAccount }) {
  const { t } = useTranslation();
  return lastSignInAt === null ? t('accounts.never') : formatMoment(lastSignInAt);
}

/** The roles of an account in words; a village clerk's with the village. */
function useRolesText(villages: VillageCard[]): (account: ManagedAccount) => string {
  const { t } = useTranslation();
  return ({ roles, villageId }) => {
    const village = villages.find((one) => one.villageId === villageId)?.name;
    const words = roles.map((role) => t(`role.${role}`)).join(' · ');
    return village === undefined ? words : t('accounts.rolesIn', { roles: words, village });
  };
}
