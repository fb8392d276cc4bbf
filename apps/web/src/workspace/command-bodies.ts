import type { Dayjs } from 'dayjs';
import type { BuildType, FundKind, OfficerPost, Tier, TrainingHost } from '../api/types.ts';
import { parseHundredths, parseWhole } from '../format/amounts.ts';

/** What the forms hold: amounts and counts as typed, dates as picked. Names follow the commands'. */
export interface PlanVenueValues {
  occurredOn: Dayjs;
  villageId: string;
  venueName: string;
  year: string;
  batch?: string;
  buildType: BuildType;
  reason: string;
  plannedArea: string;
  budget: string;
  planHigher?: string;
  planTown?: string;
  planVillage?: string;
  targetOn: Dayjs;
  campaign?: string;
}

export interface AllocateFundsValues {
  occurredOn: Dayjs;
  venueId: string;
  tier: Tier;
  source: string;
  amount: string;
  kind: FundKind;
  labourDays?: string;
  documentNo: string;
}

export interface HoldTrainingValues {
  occurredOn: Dayjs;
  villageId: string;
  venueId?: string;
  platform: number;
  topic: string;
  host: TrainingHost;
  startTime: Dayjs;
  hours: number;
  members?: string;
  public?: string;
}

export interface CancelProjectValues {
  occurredOn: Dayjs;
  venueId: string;
  reason: string;
}

export interface ChangeOfficerValues {
  occurredOn: Dayjs;
  villageId: string;
  post: OfficerPost;
  inPersonId?: string;
}

/** Body of plan-venue. @param venueId of the project that its need began; without it the server gives it one. */
export function planVenueBody(values: PlanVenueValues, venueId?: string): object {
  return {
    occurredOn: day(values.occurredOn),
    ...(venueId === undefined ? {} : { venueId }),
    villageId: values.villageId,
    venueName: values.venueName.trim(),
    year: parseWhole(values.year),
    ...(isBlank(values.batch) ? {} : { batch: parseWhole(values.batch) }),
    buildType: values.buildType,
    reason: values.reason.trim(),
    plannedAreaDm2: parseHundredths(values.plannedArea),
    budgetFen: parseHundredths(values.budget),
    fundingPlan: {
      higherFen: hundredthsOrZero(values.planHigher),
      townFen: hundredthsOrZero(values.planTown),
      villageFen: hundredthsOrZero(values.planVillage),
    },
    targetOn: day(values.targetOn),
    ...(isBlank(values.campaign) ? {} : { campaign: values.campaign.trim() }),
  };
}

/** Body of allocate-funds. Labour days go with labour only. */
export function allocateFundsBody(values: AllocateFundsValues): object {
  return {
    occurredOn: day(values.occurredOn),
    venueId: values.venueId,
    tier: values.tier,
    source: values.source.trim(),
    amountFen: parseHundredths(values.amount),
    kind: values.kind,
    ...(values.kind === 'labour' ? { labourDays: parseWhole(values.labourDays ?? '') } : {}),
    documentNo: values.documentNo.trim(),
  };
}

/** Body of hold-training. */
export function holdTrainingBody(values: HoldTrainingValues): object {
  return {
    occurredOn: day(values.occurredOn),
    villageId: values.villageId,
    ...(values.venueId === undefined ? {} : { venueId: values.venueId }),
    platform: values.platform,
    topic: values.topic.trim(),
    host: values.host,
    startTime: values.startTime.format('HH:mm'),
    hours: values.hours,
    members: wholeOrZero(values.members),
    public: wholeOrZero(values.public),
  };
}

/** Body of cancel-project. */
export function cancelProjectBody(values: CancelProjectValues): object {
  return { occurredOn: day(values.occurredOn), venueId: values.venueId, reason: values.reason.trim() };
}

/** Body of change-officer. @param holder who holds the post, and so leaves it. */
export function changeOfficerBody(values: ChangeOfficerValues, holder: string | null): object {
  return {
    occurredOn: day(values.occurredOn),
    villageId: values.villageId,
    post: values.post,
    ...(holder === null ? {} : { outPersonId: holder }),
    ...(values.inPersonId === undefined ? {} : { inPersonId: values.inPersonId }),
  };
}

/** Fen of a typed amount, an empty field being nothing. */
export function hundredthsOrZero(typed: string | undefined): number {
  return isBlank(typed) ? 0 : (parseHundredths(typed) ?? 0);
}

/** People of a typed count, an empty field being nobody. */
export function wholeOrZero(typed: string | undefined): number {
  return isBlank(typed) ? 0 : (parseWhole(typed) ?? 0);
}

function isBlank(typed: string | undefined): typed is undefined {
  return typed === undefined || typed.trim() === '';
}

function day(date: Dayjs): string {
  return date.format('YYYY-MM-DD');
}
