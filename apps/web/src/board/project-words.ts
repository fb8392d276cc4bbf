import type { TFunction } from 'i18next';
import { alertWords } from '../alerts/alert-words.ts';
import type { BoardProject } from '../api/board-types.ts';
import { formatCount } from '../format/numbers.ts';

/** How long a project has been at its stage, and how long it may be; null where nothing counts. */
export function stageDays(project: BoardProject, t: TFunction): string | null {
  const { clock, daysInStage, suspendedOn, stage } = project;
  if (suspendedOn !== null && stage !== 'cancelled') return t('board.suspended', { date: suspendedOn });
  if (clock !== null)
    return t('board.daysOfLimit', { days: formatCount(clock.days), limit: formatCount(clock.limit) });
  return daysInStage === null ? null : t('board.days', { days: formatCount(daysInStage) });
}

/** How far the work of its stage is; null where that is not counted. */
export function stageProgress({ stage, percent, roundsDone, reviewRounds }: BoardProject, t: TFunction) {
  if (stage === 'preparing' && reviewRounds > 0)
    return t('board.rounds', { done: roundsDone, of: reviewRounds });
  return stage === 'building' || stage === 'accepting' ? t('board.percent', { percent }) : null;
}

/** Why its light is not green, each in a few words; `in-full` says what was found. */
export function reasonWords(project: BoardProject, t: TFunction, length: 'short' | 'in-full'): string[] {
  if (length === 'in-full' && project.alerts.length > 0)
    return project.alerts.map((alert) =>
      t('common.labelled', { label: t(`alert.kind.${alert.kind}`), text: alertWords(alert, t) }),
    );
  return project.reasons.map((reason) =>
    reason === 'time-short' ? t('board.timeShort') : t(`alert.kind.${reason}`),
  );
}
