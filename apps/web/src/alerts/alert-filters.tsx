import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertKind, Alerts, PlacedAlert, Severity } from '../api/board-types.ts';
import { SearchField } from '../workspace/search-field.tsx';
import { matchesName } from '../workspace/search.ts';

/** What of the alerts is looked at. */
interface AlertFilter {
  search: string;
  kind: AlertKind | 'all';
  severity: Severity | 'all';
}

/** The filter of a list of alerts, with the controls for it (and another one's) and the words for a file. */
export function useAlertFilter(kinds: Alerts['kinds'], other?: ReactNode) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AlertFilter>({ search: '', kind: 'all', severity: 'all' });
  const { search, kind, severity } = filter;
  return {
    matches: (alert: PlacedAlert) =>
      (kind === 'all' || alert.kind === kind) &&
      (severity === 'all' || alert.severity === severity) &&
      matchesName(search, alert.name, alert.villageName ?? ''),
    conditions: [
      [t('workspace.search'), search.trim()],
      [t('alert.kindTitle'), kind === 'all' ? '' : t(`alert.kind.${kind}`)],
      [t('alert.severity'), severity === 'all' ? '' : t(`light.${severity}`)],
    ] as const,
    controls: <AlertFilters kinds={kinds} filter={filter} onChange={setFilter} other={other} />,
  };
}

interface AlertFiltersProps {
  kinds: Alerts['kinds'];
  filter: AlertFilter;
  onChange: (filter: AlertFilter) => void;
  other: ReactNode;
}

function AlertFilters({ kinds, filter, onChange, other }: AlertFiltersProps) {
  const { t } = useTranslation();
  return (
    <div className="filters">
      <SearchField value={filter.search} onChange={(search) => onChange({ ...filter, search })} />
      <Select<AlertFilter['kind']>
        aria-label={t('alert.kindTitle')}
        className="filter-wide"
        value={filter.kind}
        onChange={(kind) => onChange({ ...filter, kind })}
        options={[
          { value: 'all', label: t('alert.allKinds') },
          ...kinds
            .filter(({ count }) => count > 0)
            .map(({ kind, count }) => ({
              value: kind,
              label: t('alert.kindCount', { kind: t(`alert.kind.${kind}`), count }),
            })),
        ]}
      />
      <Select<AlertFilter['severity']>
        aria-label={t('alert.severity')}
        value={filter.severity}
        onChange={(severity) => onChange({ ...filter, severity })}
        options={(['all', 'red', 'amber'] as const).map((value) => ({
          value,
          label: value === 'all' ? t('alert.allSeverities') : t(`light.${value}`),
        }))}
      />
      {other}
    </div>
  );
}
