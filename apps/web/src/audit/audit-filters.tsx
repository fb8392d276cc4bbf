import { DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import { auditActions, type AuditFilter } from '../api/audit-types.ts';
import { useMay, useSignedIn } from '../shell/signed-in.ts';
import type { Division } from '../api/types.ts';
import { useActionText } from './action-text.ts';

interface AuditFiltersProps {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

/** Narrows the log by day, kind, person, outcome and town. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const { county } = useSignedIn();
  const actionText = useActionText();
  const set = (name: keyof AuditFilter, value: string | undefined) => {
    const { [name]: _, ...rest } = filter;
    onChange(value === undefined || value === '' ? rest : { ...rest, [name]: value });
  };
  return (
    <search className="audit-filters">
      <Days filter={filter} onChange={onChange} />
      <Select
        aria-label={t('audit.action')}
        placeholder={t('audit.action')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.action ?? null}
        options={auditActions.map((action) => ({ value: action, label: actionText(action) }))}
        onChange={(action?: string | null) => set('action', action ?? undefined)}
      />
      <Input.Search
        key={filter.actor}
        aria-label={t('audit.person')}
        placeholder={t('audit.person')}
        allowClear
        defaultValue={filter.actor}
        onSearch={(actor) => set('actor', actor.trim())}
      />
      <Select
        aria-label={t('audit.outcome')}
        placeholder={t('audit.outcome')}
        allowClear
        value={filter.outcome ?? null}
        options={(['done', 'refused'] as const).map((outcome) => ({
          value: outcome,
          label: t(`audit.outcomes.${outcome}`),
        }))}
        onChange={(outcome?: string | null) => set('outcome', outcome ?? undefined)}
      />
      {county !== null && (
        <TownSelect county={county} town={filter.town} onChange={(town) => set('town', town)} />
      )}
    </search>
  );
}

function Days({ filter: { from, to, ...rest }, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const day = (text: string | undefined) => (text === undefined ? null : dayjs(text));
  return (
    <DatePicker.RangePicker
      aria-label={t('audit.days')}
      allowEmpty={[true, true]}
      value={[day(from), day(to)]}
      maxDate={dayjs()}
      onChange={(days) => {
        const [first, last] = (days ?? []).map((date) => date?.format('YYYY-MM-DD'));
        onChange({ ...rest, ...(first && { from: first }), ...(last && { to: last }) });
      }}
    />
  );
}

interface TownSelectProps {
  county: Division;
  town: string | undefined;
  onChange: (town?: string) => void;
}

function TownSelect({ county, town, onChange }: TownSelectProps) {
  const { t } = useTranslation();
  const may = useMay();
  const towns = useTowns(county.code, may('towns'));
  return (
    <Select
      aria-label={t('column.town')}
      placeholder={t('audit.allTowns')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={town ?? null}
      options={(towns.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      onChange={(code?: string | null) => onChange(code ?? undefined)}
    />
  );
}
