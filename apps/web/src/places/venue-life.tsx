import { useTranslation } from 'react-i18next';
import type { VenueCard } from '../api/types.ts';

/** What has become of a registered venue: its condition, what it lacks, since when it is in use. */
export function VenueLife({ venue }: { venue: VenueCard }) {
  const { t } = useTranslation();
  const { condition, sixHavesOn, sixHavesMissing, commissionedOn, waiverUntil } = venue;
  const words = [
    condition && t(`choice.condition.${condition}`),
    sixHavesOn !== null &&
      sixHavesMissing.length > 0 &&
      t('villageWork.lackingHaves', { count: sixHavesMissing.length }),
    commissionedOn !== null && t('villageWork.inUseSince', { date: commissionedOn }),
    waiverUntil !== null && t('villageWork.waiverUntil', { date: waiverUntil }),
  ].filter((part): part is string => typeof part === 'string');
  if (venue.registeredOn === null || words.length === 0) return null;
  return (
    <ul className="dotted secondary">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}
