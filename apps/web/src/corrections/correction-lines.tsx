import { EditOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Correction } from './corrections.ts';
import { valueText } from './value-text.ts';

/** What was corrected of an event since: both values, and when. */
export function CorrectionLines({ corrections }: { corrections: readonly Correction[] }) {
  const { t } = useTranslation();
  return (
    <ul className="correction-lines">
      {corrections.map(({ position, on, field, old, new: value }) => (
        <li key={position}>
          <EditOutlined aria-hidden />{' '}
          {t('correction.line', {
            date: on,
            field: t(`correction.fieldName.${field}`),
            old: valueText(field, old, t),
            new: valueText(field, value, t),
          })}
        </li>
      ))}
    </ul>
  );
}
