import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

/** The shape of a table until its rows are there. */
export function TableSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows: 6, width: '100%' }} />
    </div>
  );
}
