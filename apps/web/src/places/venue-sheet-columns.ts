import type { TFunction } from 'i18next';
import type { VenueCard } from '../api/types.ts';
import type { SheetColumn } from '../tables/sheet.ts';

/** A list of venues as a file: what the page shows of each, a column a fact. */
export function venueSheetColumns(t: TFunction): SheetColumn<VenueCard>[] {
  return [
    { title: t('column.venue'), kind: 'text', value: (venue) => venue.name },
    { title: t('column.village'), kind: 'text', value: (venue) => venue.villageName },
    { title: t('column.stage'), kind: 'text', value: (venue) => t(`stage.${venue.stage}`) },
    {
      title: t('column.buildType'),
      kind: 'text',
      value: (venue) => (venue.buildType === '' ? null : t(`buildType.${venue.buildType}`)),
    },
    { title: t('sheet.plannedArea'), kind: 'area', value: (venue) => venue.plannedAreaDm2 },
    { title: t('figure.area'), kind: 'area', value: (venue) => venue.builtAreaDm2 },
    { title: t('work.area'), kind: 'area', value: (venue) => venue.areaDm2 },
    { title: t('column.budget'), kind: 'money', value: (venue) => venue.budgetFen },
    { title: t('column.funds'), kind: 'money', value: (venue) => venue.amountFen },
    { title: t('tier.higher'), kind: 'money', value: (venue) => venue.higherFen },
    { title: t('tier.town'), kind: 'money', value: (venue) => venue.townFen },
    { title: t('tier.village'), kind: 'money', value: (venue) => venue.villageFen },
    { title: t('event.fact.cost'), kind: 'money', value: (venue) => venue.finalCostFen },
    { title: t('sheet.plannedOn'), kind: 'date', value: (venue) => venue.plannedOn },
    { title: t('column.target'), kind: 'date', value: (venue) => venue.targetOn },
    { title: t('column.completedOn'), kind: 'date', value: (venue) => venue.completedOn },
    {
      title: t('event.fact.grade'),
      kind: 'text',
      value: (venue) => (venue.grade === null ? null : t(`grade.${venue.grade}`)),
    },
  ];
}
