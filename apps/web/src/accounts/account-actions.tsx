import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChangeAccount, useResetPassword } from '../api/accounts.ts';
import type { ManagedAccount } from '../api/account-types.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { useSayProblem } from '../states/use-say-problem.ts';
import type { AccountsTableProps } from './accounts-table.tsx';

interface AccountActionsProps extends Pick<AccountsTableProps, 'place' | 'onEdit' | 'onIssued'> {
  account: ManagedAccount;
}

/**
 * What can be done about an account. Nobody locks himself out: one's own is changed on one's own page. A town's leaders
 * are the county's affair, and the roles of an issuer's people the issuer's.
 */
export function AccountActions({ account, place, onEdit, onIssued }: AccountActionsProps) {
  const { t } = useTranslation();
  const me = useSignedIn();
  const { username } = account;
  if (account.id === me.subject) return <span className="secondary">{t('accounts.own')}</span>;
  if (me.level === 'town' && account.roles.includes('town-leader')) {
    return <span className="secondary">{t('accounts.aboveYou')}</span>;
  }
  return (
    <span className="venue-actions">
      {account.kind === 'local' && (
        <>
          <Button
            size="small"
            type="link"
            aria-label={`${t('accounts.edit')} ${username}`}
            onClick={() => onEdit(account)}
          >
            {t('accounts.edit')}
          </Button>
          <ResetButton {...{ account, place, onIssued }} />
        </>
      )}
      <SwitchButton {...{ account, place }} />
    </span>
  );
}

function ResetButton({ account, place, onIssued }: Omit<AccountActionsProps, 'onEdit'>) {
  const { t } = useTranslation();
  const reset = useResetPassword(place);
  const onError = useSayProblem();
  const { username } = account;
  return (
    <Popconfirm
      title={t('accounts.resetSure', { username })}
      description={t('accounts.resetMeans')}
      okText={t('accounts.reset')}
      cancelText={t('common.cancel')}
      onConfirm={() => reset.mutate(account, { onSuccess: onIssued, onError })}
    >
      <Button
        size="small"
        type="link"
        loading={reset.isPending}
        aria-label={`${t('accounts.reset')} ${username}`}
      >
        {t('accounts.reset')}
      </Button>
    </Popconfirm>
  );
}

function SwitchButton({ account, place }: Pick<AccountActionsProps, 'account' | 'place'>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const change = useChangeAccount(place);
  const onError = useSayProblem();
  const { id, username, disabled } = account;
  const action = t(disabled ? 'accounts.enable' : 'accounts.disable');
  return (
    <Popconfirm
      title={t(disabled ? 'accounts.enableSure' : 'accounts.disableSure', { username })}
      description={disabled ? undefined : t('accounts.disableMeans')}
      okText={action}
      cancelText={t('common.cancel')}
      onConfirm={() =>
        change.mutate(
          { id, disabled: !disabled },
          { onSuccess: () => void message.success(t('accounts.changed', { username })), onError },
        )
      }
    >
      <Button
        size="small"
        type="link"
        danger={!disabled}
        loading={change.isPending}
        aria-label={`${action} ${username}`}
      >
        {action}
      </Button>
    </Popconfirm>
  );
}
