import type { LedgerTexts } from './zh-ledger.ts';

/** Texts of a town's fund ledger in English. */
export const ledgerTexts: LedgerTexts = {
  ledger: {
    titleOf: 'Fund ledger of {{name}}',
    none: 'There is no money yet',
    noneDetail:
      'A project is planned with its funding; what is allocated, received and paid adds up by itself.',
    tiers: 'Three tiers',
    sources: 'Sources',
    projects: 'Money by project',
    carried: 'came with villages',
    idle: 'Idle money',
    idleWords: '{{wan}} 万元 received and not paid.',
    idleTooLong: '{{wan}} 万元 of it for too long, in {{count}} projects.',
    idleInTime: 'All within the limit.',
    noIdle: 'All that was received is paid.',
    idleSince: 'Idle since',
    idleDays: 'Days idle',
    onlyIdle: 'Only projects with idle money',
    toReturn: 'To return',
    audited: 'Audited',
    column: {
      higherPlannedFen: 'Planned, higher level',
      higherAllocatedFen: 'Allocated, higher level',
      higherReceivedFen: 'Received, higher level',
      higherDisbursedFen: 'Disbursed, higher level',
      townPlannedFen: 'Planned, town',
      townAllocatedFen: 'Allocated, town',
      townReceivedFen: 'Received, town',
      townDisbursedFen: 'Disbursed, town',
      villagePlannedFen: 'Planned, village',
      villageAllocatedFen: 'Allocated, village',
      villageReceivedFen: 'Received, village',
      villageDisbursedFen: 'Disbursed, village',
    },
  },
};
