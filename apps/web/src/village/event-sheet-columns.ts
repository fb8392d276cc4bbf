import type { TFunction } from 'i18next';
import type { Role } from '../api/account-types.ts';
import type { RecordedEvent } from '../api/types.ts';
import type { SheetColumn } from '../tables/sheet.ts';
import { actorText } from './actor.ts';
import { eventFacts } from './event-facts.ts';
import { eventName } from './event-name.ts';
import { factText } from './fact-list.tsx';

/** A list of events as a file. Persons are named on the page only. */
export function eventSheetColumns<Event extends RecordedEvent>(
  t: TFunction,
  me: { subject: string; username: string },
  venueNamesOf: (event: Event) => ReadonlyMap<string, string>,
): SheetColumn<Event>[] {
  const facts = (event: Event) =>
    eventFacts(event, venueNamesOf(event)).map(
      (fact) => `${t(`event.fact.${fact.name}`)} ${factText(fact, t)}`,
    );
  return [
    { title: t('sheet.occurredOn'), kind: 'date', value: (event) => event.occurredOn },
    { title: t('sheet.event'), kind: 'text', value: (event) => eventName(event, t) },
    {
      title: t('sheet.facts'),
      kind: 'text',
      value: (event) => facts(event).join(t('common.betweenClauses')),
    },
    { title: t('sheet.recordedAt'), kind: 'moment', value: (event) => event.recordedAt },
    { title: t('sheet.actor'), kind: 'text', value: (event) => actorText(event.metadata.actor, me) },
    { title: t('sheet.role'), kind: 'text', value: (event) => roleText(event, t) },
    { title: t('sheet.position'), kind: 'count', value: (event) => event.position },
    { title: t('sheet.hash'), kind: 'text', value: (event) => event.hash },
  ];
}

function roleText({ metadata: { role } }: RecordedEvent, t: TFunction): string {
  return t(`role.${role as Role}`, { defaultValue: role });
}
