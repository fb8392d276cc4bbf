import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChooseAsOf } from './use-as-of.ts';

/** Shows the page as it is now. */
export function BackToToday() {
  const { t } = useTranslation();
  const choose = useChooseAsOf();
  return <Button onClick={() => choose(undefined)}>{t('asOf.back')}</Button>;
}
