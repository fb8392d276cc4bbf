import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ManagedAccount } from '../api/account-types.ts';

/** Whether an account can be used, in words. */
export function AccountState({ account }: { account: ManagedAccount }) {
  const { t } = useTranslation();
  const state = stateOf(account);
  return <Tag className={`stage state-${state}`}>{t(`accounts.states.${state}`)}</Tag>;
}

/** Whether an account can be used: by its owner, not yet (the password is the first one), or not. */
export function stateOf({ disabled, mustChangePassword }: ManagedAccount) {
  if (disabled) return 'disabled';
  return mustChangePassword ? 'initial' : 'active';
}
