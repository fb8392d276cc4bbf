import {
  BankOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  LikeOutlined,
  MinusCircleOutlined,
  StopOutlined,
} from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../api/types.ts';

const signs: Record<Stage, ReactNode> = {
  planned: <ClockCircleOutlined aria-hidden />,
  completed: <CheckCircleOutlined aria-hidden />,
  cancelled: <StopOutlined aria-hidden />,
  registered: <BankOutlined aria-hidden />,
  'in-use': <LikeOutlined aria-hidden />,
  retired: <MinusCircleOutlined aria-hidden />,
};

/** The stage of a venue in a word, with a sign and a colour. */
export function StageTag({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  return (
    <Tag className={`stage stage-${stage}`} icon={signs[stage]}>
      {t(`stage.${stage}`)}
    </Tag>
  );
}
