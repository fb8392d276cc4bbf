import type { TFunction } from 'i18next';
import { type LedgerProject, moneySteps } from '../api/board-types.ts';
import { tiers } from '../api/types.ts';
import { joinLabels } from '../origins/origin.ts';
import type { SheetColumn } from '../tables/sheet.ts';

/** The ledger as a file: each project's money in all and by tier, a column a step. */
export function ledgerSheetColumns(t: TFunction): SheetColumn<LedgerProject>[] {
  return [
    { title: t('board.projects'), kind: 'text', value: ({ name }) => name },
    { title: t('column.village'), kind: 'text', value: ({ villageName }) => villageName },
    { title: t('board.year'), kind: 'text', value: ({ year }) => String(year) },
    { title: t('board.stageTitle'), kind: 'text', value: ({ stage }) => t(`board.stage.${stage}`) },
    ...moneySteps.map((step): SheetColumn<LedgerProject> => ({
      title: t(`project.moneyStep.${step}`),
      kind: 'money',
      value: (project) => project[step],
    })),
    ...tiers.flatMap((tier) =>
      moneySteps.map((step): SheetColumn<LedgerProject> => ({
        title: joinLabels(t(`tier.${tier}`), t(`project.moneyStep.${step}`)),
        kind: 'money',
        value: (project) => project.tiers.find((one) => one.tier === tier)?.[step] ?? 0,
      })),
    ),
    { title: t('ledger.audited'), kind: 'money', value: ({ auditedFen }) => auditedFen },
    { title: t('ledger.toReturn'), kind: 'money', value: ({ toReturnFen }) => toReturnFen },
    { title: t('ledger.idle'), kind: 'money', value: ({ idleFen }) => idleFen },
    { title: t('ledger.idleSince'), kind: 'date', value: ({ idleSince }) => idleSince },
    { title: t('ledger.idleDays'), kind: 'count', value: ({ idleDays }) => idleDays },
  ];
}
