import type { TFunction } from 'i18next';
import type { VillageCard } from '../api/types.ts';
import type { SheetColumn } from '../tables/sheet.ts';

/** A list of villages as a file. Who holds their posts is not in it: persons stay on the page. */
export function villageSheetColumns(t: TFunction): SheetColumn<VillageCard>[] {
  return [
    { title: t('sheet.code'), kind: 'text', value: (village) => village.code },
    { title: t('column.village'), kind: 'text', value: (village) => village.name },
    { title: t('villageMerger.column'), kind: 'text', value: (village) => village.mergedInto?.name ?? '' },
    { title: t('column.planned'), kind: 'count', value: (village) => village.venuesPlanned },
    { title: t('column.completed'), kind: 'count', value: (village) => village.venuesCompleted },
    { title: t('stage.cancelled'), kind: 'count', value: (village) => village.venuesCancelled },
    { title: t('figure.area'), kind: 'area', value: (village) => village.builtAreaDm2 },
    { title: t('column.funds'), kind: 'money', value: (village) => village.amountFen },
    { title: t('column.trainings'), kind: 'count', value: (village) => village.trainings },
    { title: t('figure.people'), kind: 'count', value: (village) => village.people },
    { title: t('column.lastTraining'), kind: 'date', value: (village) => village.lastTrainingOn },
  ];
}
