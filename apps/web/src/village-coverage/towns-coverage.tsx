import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TownCoverage } from '../api/report-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, formatPct, pctValue } from '../format/numbers.ts';
import { type CoverageLevel, coverageLevels, levelNames } from './coverage-levels.ts';
import { TownsCoverageTable } from './towns-coverage-table.tsx';

/** Every town as a tile, in the order of their codes, and as a table with all three definitions. */
export function TownsCoverage({ towns }: { towns: TownCoverage[] }) {
  const { t } = useTranslation();
  const [view, setView] = useState<'tiles' | 'table'>('tiles');
  const [level, setLevel] = useState<CoverageLevel>('compliant-in-use');
  const title = t('coverage.gridTitle');
  return (
    <section className="tile tile-table" aria-labelledby="towns-coverage">
      <div className="tile-head">
        <h2 id="towns-coverage">{title}</h2>
        <Segmented
          size="small"
          aria-label={t('common.viewOf', { title })}
          value={view}
          onChange={setView}
          options={[
            { value: 'tiles', label: t('common.chart') },
            { value: 'table', label: t('common.table') },
          ]}
        />
      </div>
      {view === 'table' ? (
        <TownsCoverageTable towns={towns} />
      ) : (
        <>
          <div className="list-bar">
            <Segmented
              aria-label={t('report.definition')}
              value={level}
              onChange={setLevel}
              options={levelNames.map((name) => ({ value: name, label: t(`coverage.level.${name}`) }))}
            />
            <span className="secondary">{t('coverage.gridHint')}</span>
          </div>
          <ul className="town-grid" data-testid="town-grid">
            {towns.map((town) => (
              <li key={town.code}>
                <TownTile town={town} level={level} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function TownTile({ town, level }: { town: TownCoverage; level: CoverageLevel }) {
  const { t } = useTranslation();
  const { count, pct } = coverageLevels[level];
  return (
    <DatedLink to={`/county/towns/${town.code}`} className={`town-tile shade-${shadeOf(town[pct])}`}>
      <span className="town-tile-name">{town.name}</span>
      <span className="town-tile-rate">{formatPct(town[pct])}</span>
      <span>
        {t('coverage.villagesOf', { covered: formatCount(town[count]), total: formatCount(town.villages) })}
      </span>
      <span>{town.shared > 0 ? t('coverage.sharedShort', { count: town.shared }) : ' '}</span>
    </DatedLink>
  );
}

/** One of five shades, 20 percent each; the lightest too where there is nothing to cover. */
function shadeOf(pct: string): number {
  return Math.min(4, Math.floor((pctValue(pct) ?? 0) / 20));
}
