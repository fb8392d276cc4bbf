import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardProject, Light } from '../api/board-types.ts';
import { type BuildType, buildTypes } from '../api/types.ts';
import { SearchField } from '../workspace/search-field.tsx';
import { matchesName } from '../workspace/search.ts';

/** Which projects are looked at. */
interface BoardFilter {
  search: string;
  light: Light | 'all';
  buildType: BuildType | 'all';
  year: number | 'all';
  withCancelled: boolean;
}

const everything: BoardFilter = {
  search: '',
  light: 'all',
  buildType: 'all',
  year: 'all',
  withCancelled: false,
};

/** The filter of a board, with the controls for it and the words for a file. */
export function useBoardFilter(projects: readonly BoardProject[]) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(everything);
  const { search, light, buildType, year, withCancelled } = filter;
  return {
    withCancelled,
    matches: (project: BoardProject) =>
      (withCancelled || project.stage !== 'cancelled') &&
      (light === 'all' || project.light === light) &&
      (buildType === 'all' || project.buildType === buildType) &&
      (year === 'all' || project.year === year) &&
      matchesName(search, project.name, project.villageName ?? ''),
    conditions: [
      [t('workspace.search'), search.trim()],
      [t('board.light'), light === 'all' ? '' : t(`light.${light}`)],
      [t('column.buildType'), buildType === 'all' ? '' : t(`buildType.${buildType}`)],
      [t('board.year'), year === 'all' ? '' : String(year)],
      [t('board.cancelled'), withCancelled ? t('step.yes') : ''],
    ] as const,
    controls: <BoardFilters filter={filter} projects={projects} onChange={setFilter} />,
  };
}

interface BoardFiltersProps {
  filter: BoardFilter;
  projects: readonly BoardProject[];
  onChange: (filter: BoardFilter) => void;
}

function BoardFilters({ filter, projects, onChange }: BoardFiltersProps) {
  const { t } = useTranslation();
  const years = [...new Set(projects.map(({ year }) => year).filter((year) => year > 0))].toSorted();
  const change = (part: Partial<BoardFilter>) => onChange({ ...filter, ...part });
  return (
    <div className="filters">
      <SearchField value={filter.search} onChange={(search) => change({ search })} />
      <Select<BoardFilter['light']>
        aria-label={t('board.light')}
        value={filter.light}
        onChange={(light) => change({ light })}
        options={(['all', 'red', 'amber', 'green'] as const).map((value) => ({
          value,
          label: value === 'all' ? t('board.allLights') : t(`light.${value}`),
        }))}
      />
      <Select<BoardFilter['buildType']>
        aria-label={t('column.buildType')}
        value={filter.buildType}
        onChange={(buildType) => change({ buildType })}
        options={[
          { value: 'all', label: t('board.allBuildTypes') },
          ...buildTypes.map((value) => ({ value, label: t(`buildType.${value}`) })),
        ]}
      />
      <Select<BoardFilter['year']>
        aria-label={t('board.year')}
        value={filter.year}
        onChange={(year) => change({ year })}
        options={[
          { value: 'all', label: t('board.allYears') },
          ...years.map((value) => ({ value, label: String(value) })),
        ]}
      />
      <Checkbox
        className="filter-check"
        checked={filter.withCancelled}
        onChange={({ target }) => change({ withCancelled: target.checked })}
      >
        {t('board.cancelled')}
      </Checkbox>
    </div>
  );
}
