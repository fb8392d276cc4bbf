import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProjectDetail } from '../api/project-types.ts';

/** How far the project is, in a word. */
export function ProjectStageTag({ detail: { project, venue } }: { detail: ProjectDetail }) {
  const { t } = useTranslation();
  if (venue.retiredOn !== null) return <Tag>{t('project.stage.retired')}</Tag>;
  if (project.suspendedOn !== null) return <Tag color="warning">{t('project.stage.suspended')}</Tag>;
  const stage = venue.commissioned !== null ? 'inUse' : stageBefore(project, venue);
  return <Tag className={`stage stage-${stage}`}>{t(`project.stage.${stage}`)}</Tag>;
}

/** A venue that was there before has no project whose stage it could be at. */
function stageBefore({ stage }: ProjectDetail['project'], { registered }: ProjectDetail['venue']) {
  return registered?.origin === 'existing' ? 'registered' : stage;
}
