import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Result
      status="404"
      icon={<span className="result-code">404</span>}
      title={<h1 className="result-title">{t('state.notFoundTitle')}</h1>}
      subTitle={t('state.notFoundDetail')}
      extra={
        <Link to="/">
          <Button type="primary">{t('state.home')}</Button>
        </Link>
      }
    />
  );
}
