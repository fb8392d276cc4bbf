import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

/** Stands in for a whole page until its code or its user is there. */
export function LoadingPage() {
  const { t } = useTranslation();
  return (
    <div className="content" role="status" aria-label={t('common.loading')}>
      <Skeleton active title={{ width: 220 }} paragraph={{ rows: 6 }} />
    </div>
  );
}
