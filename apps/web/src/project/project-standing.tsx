import { useTranslation } from 'react-i18next';
import { alertWords } from '../alerts/alert-words.ts';
import { LightTag } from '../alerts/light-tag.tsx';
import type { BoardProject } from '../api/board-types.ts';
import { useBoardProject } from '../api/village-work.ts';
import { formatCount } from '../format/numbers.ts';

/** How the project stands: a light in words, how long it has been at its stage, and what needs attention. */
export function ProjectStanding({ townCode, venueId }: { townCode: string; venueId: string }) {
  const { t } = useTranslation();
  const [project] = useBoardProject(townCode, venueId).data?.data.projects ?? [];
  if (project === undefined) return null;
  const { stage, daysInStage, light, alerts } = project;
  return (
    <div className="project-standing" data-testid="project-standing">
      <p>
        <LightTag light={light} />{' '}
        {t('work.stageDays', { stage: t(`board.stage.${stage}`), days: formatCount(daysInStage ?? 0) })}
        <span className="secondary">{` · ${clockWords(project)}`}</span>
      </p>
      {alerts.length > 0 && (
        <ul>
          {alerts.map((alert) => (
            <li key={alert.kind}>
              <strong>{t(`alert.kind.${alert.kind}`)}</strong> {alertWords(alert, t)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );

  function clockWords({ clock, suspendedOn }: BoardProject): string {
    if (suspendedOn !== null) return t('work.suspended', { date: suspendedOn });
    if (clock === null) return t('work.noClock');
    const { days, limit } = clock;
    return days > limit
      ? t('work.clockOver', { limit, over: formatCount(days - limit) })
      : t('work.clock', { limit, days });
  }
}
