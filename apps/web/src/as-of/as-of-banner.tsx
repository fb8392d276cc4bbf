import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { BackToToday } from './back-to-today.tsx';

/** Says of a page that it shows a day that is over, and leads back to today. */
export function AsOfBanner({ day }: { day: string }) {
  const { t } = useTranslation();
  return (
    <Alert
      className="as-of-banner"
      type="warning"
      showIcon
      role="status"
      title={
        <>
          <strong>{t('asOf.banner', { date: day })}</strong> <span>{t('asOf.paused')}</span>
        </>
      }
      action={<BackToToday />}
    />
  );
}
