import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { CheckField, needed } from './check-inputs.tsx';
import { namesIn } from './check-items.ts';

/** A list of names, one a line. */
export function NamesField({ index }: { index: number }) {
  const { t } = useTranslation();
  const fits = (typed: string) =>
    namesIn(typed).length > 0 && namesIn(typed).every((name) => name.length <= 100);
  return (
    <CheckField
      index={index}
      field="names"
      label={t('check.names')}
      hint={t('check.namesHint')}
      rules={[needed(t('check.required'), t('check.longName'), fits)]}
    >
      <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
    </CheckField>
  );
}
