import type { TFunction } from 'i18next';
import type { VenueCard } from '../api/types.ts';
import { none } from '../format/numbers.ts';

/** The day a venue was completed or is due; a cancelled one has neither. */
export function venueDate(venue: VenueCard, t: TFunction): string {
  if (venue.stage === 'cancelled') return none;
  if (venue.completedOn === null) return t('venue.dueOn', { date: venue.targetOn });
  return t('venue.doneOn', { date: venue.completedOn });
}
