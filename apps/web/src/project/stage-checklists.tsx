import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useAllEvents } from '../api/queries.ts';
import type { ProjectDetail } from '../api/project-types.ts';
import { useStepSubject } from '../steps/step-context.ts';
import { type ChecklistItem, checklists, roundDays } from './checklists.ts';

const ROUNDS = ['DesignReviewed', 'VillagerDiscussionHeld'];

/** What the project goes through, stage by stage: what is done, since when, and what is open. */
export function StageChecklists({ detail }: { detail: ProjectDetail }) {
  const { t } = useTranslation();
  const { townCode, venueId } = useStepSubject();
  const { villageId } = detail.village;
  const events = useAllEvents({ townCode, villageId, venueId, type: ROUNDS });
  return (
    <section className="tile" aria-labelledby="checklists-heading">
      <div className="tile-head">
        <h2 id="checklists-heading">{t('project.checklists')}</h2>
      </div>
      <div className="checklists">
        {checklists(detail, roundDays(events.data ?? [])).map(({ group, items }) => (
          <div key={group} className="checklist">
            <h3>{t(`step.group.${group}`)}</h3>
            <ul>
              {items.map((item) => (
                <Item key={`${item.name} ${item.round ?? item.step ?? ''}`} item={item} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function Item({ item }: { item: ChecklistItem }) {
  const { t } = useTranslation();
  const isDone = item.on !== null;
  const name =
    item.step === undefined
      ? t(`project.item.${item.name}`, { round: item.round ?? 0 })
      : t(`decisionStep.${item.step}`);
  return (
    <li className={isDone ? 'check-done' : 'check-open'}>
      {isDone ? <CheckCircleFilled aria-hidden /> : <ClockCircleOutlined aria-hidden />}
      <span className="check-name">{name}</span>
      <span className="check-state">{stateText(item)}</span>
    </li>
  );

  function stateText({ on, percent }: ChecklistItem): string {
    if (on === 'done') return t('project.done');
    if (on !== null) return on;
    return percent === undefined ? t('project.open') : `${percent}%`;
  }
}
