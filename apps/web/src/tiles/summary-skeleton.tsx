import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

const figures = 6;

/** The shape of a page of figures and tiles, until its data is there. */
export function SummarySkeleton({ tiles }: { tiles: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')}>
      <div className="figures">
        {Array.from({ length: figures }, (_, index) => (
          <div key={index} className="figure">
            <Skeleton active title={{ width: '50%' }} paragraph={{ rows: 1, width: '70%' }} />
          </div>
        ))}
      </div>
      <div className="tiles">
        {Array.from({ length: tiles }, (_, index) => (
          <div key={index} className="tile">
            <Skeleton active title={{ width: '40%' }} paragraph={{ rows: 7 }} />
          </div>
        ))}
      </div>
    </div>
  );
}
