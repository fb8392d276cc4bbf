import type { Fact, Sayings } from './event-facts.ts';

type Reader = (say: Sayings) => (Fact | undefined)[];

const vote: Reader = (say) => [
  say.count('eligible', 'eligible', 'persons'),
  say.count('present', 'present', 'persons'),
  say.count('votesFor', 'votesFor', 'none'),
  say.yesNo('carried'),
];
const booked: Reader = (say) => [
  say.money('amount', 'amountFen'),
  say.term('tier', 'tier'),
  say.text('source'),
  say.term('kind', 'kind'),
];

/** What the events of building, money and the venue's own stream say. */
export const buildFacts: Readonly<Record<string, Reader>> = {
  VillageProfileUpdated: (say) => [
    say.count('year', 'year', 'none'),
    say.count('households', 'households', 'none'),
    say.count('population', 'population', 'persons'),
    say.count('branches', 'branches', 'none'),
    say.count('members', 'members', 'persons'),
    say.money('collectiveIncome', 'collectiveIncomeFen'),
  ],
  VillageMerged: (say) => [
    say.text('intoVillage', 'intoName'),
    say.text('document', 'documentNo'),
    say.text('reason'),
  ],
  VillageAbsorbed: (say) => [say.text('absorbedVillage', 'name'), say.text('document', 'documentNo')],
  ProgrammeAdopted: (say) => [
    say.count('firstYear', 'firstYear', 'none'),
    say.count('lastYear', 'lastYear', 'none'),
    say.length('villages', 'villages'),
    ...vote(say),
    say.text('document', 'documentNo'),
  ],
  AnnualTargetSet: (say) => [
    say.count('year', 'year', 'none'),
    say.term('buildType', 'buildType'),
    say.count('venues', 'venues', 'none'),
    say.money('amount', 'amountFen'),
    say.text('campaign'),
  ],
  CommitteeDecided: (say) => [say.text('subject'), ...vote(say), say.text('document', 'documentNo')],
  NeedsAssessed: (say) => [
    say.choice('condition', 'choice.condition'),
    say.area('area', 'areaDm2'),
    say.money('cost', 'costFen'),
    say.length('gaps', 'gaps'),
  ],
  ProjectStarted: (say) => [say.text('document', 'documentNo')],
  SiteSelected: (say) => [
    say.count('lat', 'lat', 'none'),
    say.count('lng', 'lng', 'none'),
    say.text('document', 'documentNo'),
  ],
  DesignSubmitted: (say) => [
    say.count('designVersion', 'designVersion', 'none'),
    say.area('area', 'areaDm2'),
    say.money('estimate', 'estimateFen'),
    say.text('note'),
  ],
  DesignReviewed: (say) => [
    say.count('round', 'round', 'none'),
    say.choice('level', 'choice.level'),
    say.choice('outcome', 'choice.outcome'),
    say.text('comments'),
    say.text('document', 'documentNo'),
  ],
  VillagerDiscussionHeld: (say) => [
    say.count('round', 'round', 'none'),
    ...vote(say),
    say.text('changesAsked'),
  ],
  DesignFinalised: (say) => [
    say.count('designVersion', 'designVersion', 'none'),
    say.area('area', 'areaDm2'),
    say.money('estimate', 'estimateFen'),
  ],
  DecisionRecorded: (say) => [
    say.choice('step', 'decisionStep'),
    ...vote(say),
    say.text('document', 'documentNo'),
  ],
  BudgetAdjusted: (say) => [
    say.money('before', 'beforeFen'),
    say.money('budget', 'budgetFen'),
    ...vote(say),
    say.text('reason'),
    say.text('document', 'documentNo'),
  ],
  FundsReceived: (say) => [...booked(say), say.text('voucher', 'voucherNo')],
  FundsDisbursed: (say) => [
    ...booked(say),
    say.text('payee'),
    say.choice('milestone', 'choice.milestone'),
    say.text('voucher', 'voucherNo'),
  ],
  FundsReversed: (say) => [
    say.choice('reversed', 'choice.reversed', 'of'),
    ...booked(say),
    say.text('reason'),
  ],
  ConstructionStarted: (say) => [
    say.text('contractor'),
    say.money('contract', 'contractFen'),
    say.text('plannedEnd', 'plannedEndOn'),
  ],
  ProgressReported: (say) => [say.count('percent', 'percent', 'percent'), say.text('note')],
  ContractVaried: (say) => [
    say.money('amount', 'amountFen'),
    say.text('reason'),
    say.text('document', 'documentNo'),
  ],
  AcceptanceInspected: (say) => [
    say.yesNo('passed'),
    say.count('acceptors', 'acceptors', 'persons'),
    say.length('defects', 'defects'),
  ],
  DefectRectified: (say) => [say.text('note')],
  EnvironmentWorkCompleted: (say) => [
    say.choice('work', 'choice.environment', 'kind'),
    say.count('quantity', 'quantity', 'none'),
    say.choice('unit', 'choice.unit'),
  ],
  ProjectSettled: (say) => [
    say.money('audited', 'auditedFen'),
    say.money('toReturn', 'toReturnFen'),
    say.text('document', 'documentNo'),
  ],
  VenueRegistered: (say) => [
    say.text('name'),
    say.area('area', 'areaDm2'),
    say.choice('condition', 'choice.condition'),
    say.length('rooms', 'rooms'),
    say.length('sharedWith', 'sharedWith'),
  ],
  RegistrationCorrected: (say) => [
    say.within('old').text('oldName', 'name'),
    say.within('new').text('newName', 'name'),
    say.within('old').area('oldArea', 'areaDm2'),
    say.within('new').area('newArea', 'areaDm2'),
    say.text('reason'),
    say.text('document', 'documentNo'),
  ],
  VenueConditionAssessed: (say) => [say.choice('condition', 'choice.condition')],
  SixHavesAssessed: (say) => [say.length('items', 'items')],
  ResponsibilityAssigned: (say) => [say.choice('duty', 'choice.duty')],
  VenueCommissioned: () => [],
  ProjectHandedOver: () => [],
  VenueDesignated: (say) => [
    say.choice('designation', 'choice.designation', 'kind'),
    say.choice('level', 'choice.honourLevel'),
    say.choice('change', 'choice.honourChange'),
    say.text('until'),
    say.count('score', 'score', 'none'),
    say.text('document', 'documentNo'),
  ],
  VenueRetired: (say) => [say.text('reason')],
  VenueMovedOut: (say) => [say.town('into')],
  VenueMovedIn: (say) => [say.town('from')],
};
