import { useTranslation } from 'react-i18next';
import type { RowColumn, VenueCard } from '../api/types.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { columnLabel, columnNumber } from '../origins/row-columns.ts';
import { useReaches } from '../shell/signed-in.ts';

export type VenueColumn = Extract<RowColumn, keyof VenueCard>;

interface VenueFigureProps {
  townCode: string;
  venue: VenueCard;
  column: VenueColumn;
  /** The sentence around the figure, where it stands in one. */
  text?: string;
}

/** What has been allocated is the sum of what each tier gave. */
const summands: Partial<Record<VenueColumn, readonly RowColumn[]>> = {
  amountFen: ['higherFen', 'townFen', 'villageFen'],
};

/** A figure of a venue, which opens down to the events that changed it; not to a village that only shares the venue. */
export function VenueFigure({ townCode, venue, column, text }: VenueFigureProps) {
  const { t } = useTranslation();
  const reaches = useReaches();
  const value = text ?? columnNumber(column, venue[column], t);
  if (!reaches(venue.villageId)) return value;
  return (
    <OriginButton
      origin={{
        kind: 'row',
        label: joinLabels(venue.name, columnLabel(column, t)),
        townCode,
        view: 'venue-cards',
        rowId: venue.venueId,
        columns: summands[column] ?? [column],
      }}
      value={value}
    />
  );
}

/** The column that tells how large a venue is: as registered without a project, else as built, else as planned. */
export function areaColumn({
  plannedOn,
  builtAreaDm2,
}: VenueCard): 'areaDm2' | 'builtAreaDm2' | 'plannedAreaDm2' {
  if (plannedOn === null) return 'areaDm2';
  return builtAreaDm2 === null ? 'plannedAreaDm2' : 'builtAreaDm2';
}
