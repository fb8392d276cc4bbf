import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

/** A page whose own code failed, or could not be fetched. */
export function CrashPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main className="content">
      <Result
        status="error"
        title={<h1 className="result-title">{t('state.crashTitle')}</h1>}
        subTitle={t('state.crashDetail')}
        extra={
          <Button type="primary" onClick={() => window.location.reload()}>
            {t('state.reload')}
          </Button>
        }
      >
        <code>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</code>
      </Result>
    </main>
  );
}
