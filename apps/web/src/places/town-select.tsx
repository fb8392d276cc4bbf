import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface TownSelectProps {
  /** What is in towns: they are the ones to choose from. */
  places: readonly { townCode: string; townName: string }[];
  value: string | undefined;
  onChange: (townCode: string | undefined) => void;
}

/** Narrows a list of several towns to one of them. */
export function TownSelect({ places, value, onChange }: TownSelectProps) {
  const { t } = useTranslation();
  const towns = new Map(places.map(({ townCode, townName }) => [townCode, townName]));
  return (
    <Select
      aria-label={t('column.town')}
      value={value ?? ''}
      onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
      options={[
        { value: '', label: t('report.allTowns') },
        ...[...towns].toSorted().map(([code, name]) => ({ value: code, label: name })),
      ]}
    />
  );
}
