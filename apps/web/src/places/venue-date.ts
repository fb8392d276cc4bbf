import type { TFunction } from 'i18next';
import type { VenueCard } from '../api/types.ts';
import { none } from '../format/numbers.ts';

/** The day a venue was completed, is due or was registered; a cancelled one has none of them. */
export function venueDate(venue: VenueCard, t: TFunction): string {
  if (venue.stage === 'cancelled') return none;
  if (venue.completedOn !== null) return t('venue.doneOn', { date: venue.completedOn });
  if (venue.targetOn !== null) return t('venue.dueOn', { date: venue.targetOn });
  return venue.registeredOn === null ? none : t('venue.registeredOn', { date: venue.registeredOn });
}
