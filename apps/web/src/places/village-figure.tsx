import { useTranslation } from 'react-i18next';
import type { RowColumn, VillageCard } from '../api/types.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels, type RowOrigin } from '../origins/origin.ts';
import { columnLabel, columnNumber } from '../origins/row-columns.ts';

export type VillageColumn = Extract<RowColumn, keyof VillageCard>;

interface VillageFigureProps {
  townCode: string;
  village: VillageCard;
  column: VillageColumn;
  unit?: string;
}

/** A figure of a village, which opens down to the events that changed it. */
export function VillageFigure({ townCode, village, column, unit }: VillageFigureProps) {
  const { t } = useTranslation();
  const number = columnNumber(column, village[column], t);
  return (
    <OriginButton
      origin={villageOrigin(townCode, village, column, columnLabel(column, t))}
      value={unit === undefined ? number : `${number} ${unit}`}
    />
  );
}

/** Where a village's figure comes from; the label names both. */
export function villageOrigin(
  townCode: string,
  { villageId, name }: VillageCard,
  column: VillageColumn,
  label: string,
): RowOrigin {
  return {
    kind: 'row',
    label: joinLabels(name, label),
    townCode,
    view: 'village-cards',
    rowId: villageId,
    columns: [column],
  };
}
