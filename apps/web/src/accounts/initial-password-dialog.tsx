import { Alert, Button, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { InitialPassword } from '../api/account-types.ts';
import { useFocusBack } from '../shell/use-focus-back.ts';

interface InitialPasswordDialogProps extends InitialPassword {
  onClose: () => void;
}

/** An initial password, this once: nobody can look it up again. */
export function InitialPasswordDialog({ username, initialPassword, onClose }: InitialPasswordDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Modal
      open
      title={t('accounts.issued')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('accounts.issuedDone')}
        </Button>
      }
    >
      <Alert className="form-alert" type="warning" showIcon title={t('accounts.issuedOnce')} />
      <dl className="issued">
        <dt>{t('accounts.username')}</dt>
        <dd>
          <Typography.Text copyable>{username}</Typography.Text>
        </dd>
        <dt>{t('accounts.initialPassword')}</dt>
        <dd data-testid="initial-password">
          <Typography.Text code copyable>
            {initialPassword}
          </Typography.Text>
        </dd>
      </dl>
      <p className="secondary">{t('accounts.issuedThen')}</p>
    </Modal>
  );
}
