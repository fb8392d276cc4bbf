import type { TFunction } from 'i18next';
import type { RecordedEvent } from '../api/types.ts';

/** What kind of fact an event records; a kind that this page has no word for goes by its own name. */
export function eventName({ type }: RecordedEvent, t: TFunction): string {
  return t(`event.type.${type}` as 'event.type.VenuePlanned', { defaultValue: type });
}
