import { useTranslation } from 'react-i18next';
import type { Coverage } from '../api/report-types.ts';
import { formatCount, formatPct } from '../format/numbers.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { useCountyFigureOrigin } from '../origins/report-origin.ts';
import { coverageLevels } from './coverage-levels.ts';

/** The three definitions side by side: what each says, how many villages it covers, of how many on which day. */
export function DefinitionFigures({ coverage, asOf }: { coverage: Coverage; asOf: string }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const origin = useCountyFigureOrigin();
  const { definitions, total, standardVersion } = coverage;
  const totalName = t('column.villages');
  return (
    <section aria-label={t('coverage.definitions')}>
      <dl className="figures figures-three">
        {definitions.map((definition) => {
          const { count, pct, figure } = coverageLevels[definition.level];
          const label = t(`coverage.level.${definition.level}`);
          const covered = t('coverage.villagesOf', {
            covered: formatCount(total[count]),
            total: formatCount(total.villages),
          });
          return (
            <div key={definition.level} className="figure">
              <dt className="figure-label">{t('coverage.rateOf', { level: label })}</dt>
              <dd className="figure-value">
                <span data-testid={`coverage-${definition.level}`}>{formatPct(total[pct])}</span>
              </dd>
              <dd>
                <OriginButton origin={origin(label, { figure, quantity: 'villages' })} value={covered} />
              </dd>
              <dd className="figure-note">{sentence(definition)}</dd>
            </div>
          );
        })}
      </dl>
      <p className="paragraph secondary">
        <OriginButton
          origin={origin(totalName, { figure: 'villages.total', quantity: 'villages' })}
          value={t('coverage.denominator', { date: asOf, total: formatCount(total.villages) })}
        />{' '}
        {total.shared > 0 && (
          <OriginButton
            origin={origin(t('coverage.sharedVillages'), { figure: 'coverage.shared', quantity: 'villages' })}
            value={t('coverage.shared', { count: total.shared })}
          />
        )}{' '}
        {standardVersion === 0
          ? t('report.standardDefault')
          : t('report.standard', { version: standardVersion })}
      </p>
    </section>
  );
}
