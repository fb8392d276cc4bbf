import type { TFunction } from 'i18next';
import type { BoardProject } from '../api/board-types.ts';
import type { SheetColumn } from '../tables/sheet.ts';
import { reasonWords } from './project-words.ts';

/** The projects of a board as a file. */
export function boardSheetColumns(t: TFunction): SheetColumn<BoardProject>[] {
  return [
    { title: t('board.projects'), kind: 'text', value: ({ name }) => name },
    { title: t('column.village'), kind: 'text', value: ({ villageName }) => villageName },
    { title: t('column.town'), kind: 'text', value: ({ townName }) => townName },
    {
      title: t('column.buildType'),
      kind: 'text',
      value: ({ buildType }) => (buildType === '' ? null : t(`buildType.${buildType}`)),
    },
    { title: t('board.year'), kind: 'text', value: ({ year }) => (year === 0 ? null : String(year)) },
    { title: t('board.stageTitle'), kind: 'text', value: ({ stage }) => t(`board.stage.${stage}`) },
    { title: t('board.since'), kind: 'date', value: ({ stageSince }) => stageSince },
    { title: t('board.daysInStage'), kind: 'count', value: ({ daysInStage }) => daysInStage },
    { title: t('board.limit'), kind: 'count', value: ({ clock }) => clock?.limit ?? null },
    { title: t('board.light'), kind: 'text', value: ({ light }) => t(`light.${light}`) },
    {
      title: t('board.reasons'),
      kind: 'text',
      value: (project) => reasonWords(project, t, 'in-full').join(t('common.betweenClauses')) || null,
    },
    { title: t('column.target'), kind: 'date', value: ({ targetOn }) => targetOn },
    { title: t('column.budget'), kind: 'money', value: ({ budgetFen }) => budgetFen },
    { title: t('project.moneyStep.allocatedFen'), kind: 'money', value: ({ allocatedFen }) => allocatedFen },
    { title: t('project.moneyStep.receivedFen'), kind: 'money', value: ({ receivedFen }) => receivedFen },
    { title: t('project.moneyStep.disbursedFen'), kind: 'money', value: ({ disbursedFen }) => disbursedFen },
  ];
}
