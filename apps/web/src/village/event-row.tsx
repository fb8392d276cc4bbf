import '../project/project.css';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../api/account-types.ts';
import type { RecordedEvent } from '../api/types.ts';
import { formatMoment } from '../format/dates.ts';
import { usePersonNames } from '../persons/person-names.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { actorText } from './actor.ts';
import { eventFacts } from './event-facts.ts';
import { eventName } from './event-name.ts';
import { FactList } from './fact-list.tsx';

interface EventRowProps {
  event: RecordedEvent;
  venueNames: ReadonlyMap<string, string>;
  /** Town, village and project, where the list holds those of several. */
  place?: ReactNode;
  /** What the event gave to the figure that the list explains. */
  change?: string;
  /** What may be done about it. */
  action?: ReactNode;
  /** What was before the event and what after it. */
  children?: ReactNode;
}

/** The name of an event's own venue, by the venue's id. */
export function venueNamesOf({ data, venueName }: RecordedEvent & { venueName: string | null }) {
  return new Map(venueName === null ? [] : [[String(data['venueId']), venueName]]);
}

/** One recorded fact: when it happened, what it says, who recorded it, and its place in the town's chain. */
export function EventRow({ event, venueNames, place, change, action, children }: EventRowProps) {
  const { t } = useTranslation();
  const me = useSignedIn();
  const personNames = usePersonNames();
  const { actor, role } = event.metadata;
  return (
    <li className="event">
      <time className="event-date" dateTime={event.occurredOn}>
        {event.occurredOn}
      </time>
      <div className="event-body">
        <div className="event-head">
          <h3 className="event-name">
            {eventName(event, t)}
            {place !== undefined && <span className="event-place">{place}</span>}
            {change !== undefined && <span className="event-change">{change}</span>}
          </h3>
          {action}
        </div>
        <FactList facts={eventFacts(event, venueNames, personNames)} />
        {children}
        <div className="event-meta">
          <span>
            {t('event.recordedBy', {
              actor: actorText(actor, me),
              role: t(`role.${role as Role}`, { defaultValue: role }),
            })}
          </span>
          <span>{t('event.recordedAt', { moment: formatMoment(event.recordedAt) })}</span>
          <Tooltip title={t('event.positionHint', { position: event.position })}>
            <span>{t('event.position', { position: event.position })}</span>
          </Tooltip>
          <Tooltip title={t('event.hashHint', { hash: event.hash })}>
            <code className="event-hash" tabIndex={0}>
              {event.hash.slice(0, 10)}
            </code>
          </Tooltip>
        </div>
      </div>
    </li>
  );
}
