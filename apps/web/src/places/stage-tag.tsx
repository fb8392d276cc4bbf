import { CheckCircleOutlined, ClockCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../api/types.ts';

const looks = {
  planned: { color: 'gold', icon: <ClockCircleOutlined aria-hidden /> },
  completed: { color: 'green', icon: <CheckCircleOutlined aria-hidden /> },
  cancelled: { color: 'default', icon: <StopOutlined aria-hidden /> },
} as const;

/** The stage of a venue in a word, with a sign and a colour. */
export function StageTag({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  return (
    <Tag className="stage" {...looks[stage]}>
      {t(`stage.${stage}`)}
    </Tag>
  );
}
