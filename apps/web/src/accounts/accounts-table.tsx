import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountPlace } from '../api/accounts.ts';
import type { InitialPassword, ManagedAccount } from '../api/account-types.ts';
import type { VillageCard } from '../api/types.ts';
import { formatMoment } from '../format/dates.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { byText } from '../tables/sorting.ts';
import { AccountActions } from './account-actions.tsx';
import { AccountState, stateOf } from './account-state.tsx';

export interface AccountsTableProps {
  place: AccountPlace;
  accounts: ManagedAccount[];
  /** What the accounts were found by. */
  search: string;
  villages: VillageCard[];
  onEdit: (account: ManagedAccount) => void;
  onIssued: (password: InitialPassword) => void;
}

/** Accounts with roles and state, and what can be done about each. */
export function AccountsTable(props: AccountsTableProps) {
  const { t } = useTranslation();
  return (
    <ListTable
      sheet={{
        list: t('area.accounts'),
        place: props.place.name,
        columns: useSheetColumns(props.villages),
        conditions: [[t('workspace.search'), props.search.trim()]],
      }}
      rows={props.accounts}
      rowKey={({ id }) => id}
      columns={useAccountColumns(props)}
      pageSize={20}
      width={960}
      card={(account) => <AccountCard {...props} account={account} />}
    />
  );
}

function useSheetColumns(villages: VillageCard[]): SheetColumn<ManagedAccount>[] {
  const { t } = useTranslation();
  const rolesText = useRolesText(villages);
  return [
    { title: t('accounts.username'), kind: 'text', value: ({ username }) => username },
    { title: t('accounts.roles'), kind: 'text', value: rolesText },
    {
      title: t('accounts.state'),
      kind: 'text',
      value: (account) => t(`accounts.states.${stateOf(account)}`),
    },
    {
      title: t('secondFactor.title'),
      kind: 'text',
      value: ({ secondFactor }) => t(secondFactor ? 'accounts.factorOn' : 'accounts.factorOff'),
    },
    { title: t('accounts.lastSignIn'), kind: 'moment', value: ({ lastSignInAt }) => lastSignInAt },
  ];
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

function AccountCard({ account, ...props }: AccountsTableProps & { account: ManagedAccount }) {
  const { t } = useTranslation();
  const rolesText = useRolesText(props.villages);
  return (
    <>
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
    </>
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
