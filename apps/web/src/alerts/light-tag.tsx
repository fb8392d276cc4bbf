import { CheckCircleOutlined, ExclamationCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Light } from '../api/board-types.ts';

const signs: Record<Light, ReactNode> = {
  green: <CheckCircleOutlined aria-hidden />,
  amber: <WarningOutlined aria-hidden />,
  red: <ExclamationCircleOutlined aria-hidden />,
};

/** How something stands: a traffic light in a word, with a sign and a colour. */
export function LightTag({ light }: { light: Light }) {
  const { t } = useTranslation();
  return (
    <Tag className={`stage light-${light}`} icon={signs[light]}>
      {t(`light.${light}`)}
    </Tag>
  );
}
