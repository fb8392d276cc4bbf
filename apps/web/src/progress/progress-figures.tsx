import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnualProgress } from '../api/report-types.ts';
import { formatCount, formatPct, none } from '../format/numbers.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useCompletedOrigin } from './completed-origin.ts';

/** Done, due, asked for, expected: each with what puts it in proportion, and how the expectation is made. */
export function ProgressFigures({ progress }: { progress: AnnualProgress }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const origin = useCompletedOrigin();
  const { year, completed, due, carriedOver, countyTarget, ownTarget, forecast } = progress;
  const isOver = forecast.daysOver === forecast.days;
  return (
    <>
      <dl className="figures figures-five">
        <Count
          label={t('progress.completed')}
          testId="progress-completed"
          note={t('progress.completedOf', {
            due: formatCount(due + carriedOver),
            pct: formatPct(progress.completionPct),
          })}
        >
          <OriginButton
            origin={origin(joinLabels(t('progress.yearOf', { year }), t('progress.completed')), String(year))}
            value={formatCount(completed)}
          />
        </Count>
        <Count
          label={t('progress.due')}
          note={t('progress.carried', { count: carriedOver })}
          testId="progress-due"
        >
          {formatCount(due)}
        </Count>
        <Count
          label={t('progress.target')}
          testId="progress-target"
          note={
            countyTarget === null
              ? t('progress.noTarget')
              : t('progress.targetDone', { pct: formatPct(progress.targetPct) })
          }
        >
          {countyTarget === null ? none : formatCount(countyTarget)}
        </Count>
        <Count
          label={t('progress.ownTarget')}
          note={t('progress.ownTargetNote')}
          testId="progress-own-target"
        >
          {ownTarget === null ? none : formatCount(ownTarget)}
        </Count>
        <Count
          label={t('progress.forecast')}
          testId="progress-forecast"
          note={
            isOver
              ? t('progress.forecastOver')
              : t('progress.forecastNote', {
                  over: forecast.daysOver,
                  days: forecast.days,
                  most: formatCount(forecast.most),
                })
          }
        >
          {formatCount(forecast.completed)}
        </Count>
      </dl>
      <p className="paragraph secondary">{t('report.method', { method: sentence(forecast.method) })}</p>
    </>
  );
}

interface CountProps {
  label: string;
  note: string;
  testId: string;
  children: ReactNode;
}

function Count({ label, note, testId, children }: CountProps) {
  const { t } = useTranslation();
  return (
    <div className="figure">
      <dt className="figure-label">{label}</dt>
      <dd className="figure-value">
        <span data-testid={testId}>{children}</span>
        <span className="figure-unit">{t('unit.venues')}</span>
      </dd>
      <dd className="figure-note">{note}</dd>
    </div>
  );
}
