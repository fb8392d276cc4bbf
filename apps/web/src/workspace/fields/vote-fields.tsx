import { useTranslation } from 'react-i18next';
import { NumberField } from './number-field.tsx';

/** A vote as it was counted; whether it is carried, the server works out. */
export function VoteFields() {
  const { t } = useTranslation();
  return (
    <div className="field-row field-row-narrow">
      <NumberField name="eligible" label={t('step.field.eligible')} least={1} most={100_000} />
      <NumberField name="present" label={t('step.field.present')} least={0} most={100_000} />
      <NumberField name="votesFor" label={t('step.field.votesFor')} least={0} most={100_000} />
    </div>
  );
}
