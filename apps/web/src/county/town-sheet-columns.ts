import type { TFunction } from 'i18next';
import type { TownFigures } from '../api/types.ts';
import type { SheetColumn } from '../tables/sheet.ts';

/** The list of towns as a file: each rate beside the counts it comes from, as on the page. */
export function townSheetColumns(t: TFunction): SheetColumn<TownFigures>[] {
  return [
    { title: t('sheet.code'), kind: 'text', value: (town) => town.code },
    { title: t('column.town'), kind: 'text', value: (town) => town.name },
    { title: t('column.villages'), kind: 'count', value: (town) => town.villages },
    { title: t('column.covered'), kind: 'count', value: (town) => town.covered },
    { title: t('column.coverage'), kind: 'percent', value: (town) => town.coveragePct },
    { title: t('column.planned'), kind: 'count', value: (town) => town.planned },
    { title: t('column.completed'), kind: 'count', value: (town) => town.completed },
    { title: t('column.completion'), kind: 'percent', value: (town) => town.completionPct },
    { title: t('column.funds'), kind: 'money', value: (town) => town.amountFen },
    { title: t('tier.higher'), kind: 'money', value: (town) => town.fundsFen.higher },
    { title: t('tier.town'), kind: 'money', value: (town) => town.fundsFen.town },
    { title: t('tier.village'), kind: 'money', value: (town) => town.fundsFen.village },
    { title: t('column.trainings'), kind: 'count', value: (town) => town.trainings },
    { title: t('figure.people'), kind: 'count', value: (town) => town.people },
  ];
}
