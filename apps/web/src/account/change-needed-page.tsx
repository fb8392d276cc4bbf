import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.tsx';
import { ChangePasswordForm } from './change-password-form.tsx';

/** Stands before every page until somebody else's password has become one's own. */
export function ChangeNeededPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('password.changeNeeded')}>
      <section className="tile narrow">
        <Alert className="form-alert" type="info" showIcon title={t('password.changeNeededWhy')} />
        <ChangePasswordForm />
      </section>
    </Page>
  );
}
