import { namedId } from '../features/shared/streams.ts';
import { defaultStandard, type StandardContent } from '../features/shared/standard.ts';
import type { BuildType } from '../features/shared/values.ts';

/** A command of a project, as it is sent. */
export interface ProjectStep {
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly occurredOn: string;
    readonly venueId: string;
  };
}

/** What the way needs to know of the body of a `plan-venue`. */
export interface PlanBody {
  readonly occurredOn: string;
  readonly venueId: string;
  readonly buildType: BuildType;
  readonly plannedAreaDm2: number;
  readonly budgetFen: number;
}

/** What the way needs to know of the body of a `complete-venue`; the rest of it is sent along. */
export interface CompletionBody {
  readonly occurredOn: string;
  readonly builtAreaDm2: number;
  readonly finalCostFen: number;
  readonly grade: 'standard' | 'high';
}

export interface WayOptions {
  /** The standard that the project is pinned to; the shipped one unless said otherwise. */
  readonly standard?: StandardContent;
  /** What the test allocates itself before construction: only what is missing of the secured share is allocated here. Fen. */
  readonly allocatedFen?: number;
}

type Step = readonly [command: string, body: object];

/**
 * Everything that leads from a plan to its venue's completion, in order and with the completion as its last command: the start, site,
 * decision and rounds that the standard asks for, the money that must be secured, construction and a passed inspection. The days
 * are spread evenly from the plan's to the completion's; both may be the same.
 */
export function wayToCompletion(
  plan: PlanBody,
  completion: CompletionBody,
  { standard = defaultStandard, allocatedFen = 0 }: WayOptions = {},
): readonly ProjectStep[] {
  const steps = [
    ['start-project', { documentNo: '青建〔2024〕1号' }] as const,
    ...preparation(plan, standard),
    ...securedMoney(plan, standard, allocatedFen),
    ...construction(plan, completion, standard),
  ];
  const { venueId } = plan;
  const days = spread(plan.occurredOn, completion.occurredOn, steps.length);
  return [
    ...steps.map(([command, body], i) => ({
      command,
      body: { occurredOn: days[i] ?? completion.occurredOn, venueId, ...body },
    })),
    { command: 'complete-venue', body: { ...completion, venueId } },
  ];
}

/** The settlement of a completed project, at its contract's price. */
export function settlement(plan: PlanBody, occurredOn: string): ProjectStep {
  const body = { auditedFen: plan.budgetFen, documentNo: '青审〔2024〕1号' };
  return { command: 'settle-project', body: { occurredOn, venueId: plan.venueId, ...body } };
}

function preparation(plan: PlanBody, { procedures }: StandardContent): readonly Step[] {
  const { reviewRounds, decisionSteps, site } = procedures[plan.buildType];
  const vote = { eligible: 30, present: 30, votesFor: 30 };
  const rounds = Array.from({ length: reviewRounds }, (): Step[] => [
    ['review-design', { level: 'town', outcome: 'passed' }],
    ['hold-villager-discussion', vote],
  ]);
  const { plannedAreaDm2: areaDm2, budgetFen: estimateFen } = plan;
  return [
    ...(site ? [['select-site', { lat: 30.5, lng: 104.5, documentNo: '青土〔2024〕1号' }] as const] : []),
    ...decisionSteps.map((step): Step => ['record-decision', { step, ...vote, documentNo: '议〔2024〕1号' }]),
    ...(reviewRounds > 0
      ? ([['submit-design', { areaDm2, estimateFen }], ...rounds.flat(), ['finalise-design', {}]] as const)
      : []),
  ];
}

function securedMoney(
  plan: PlanBody,
  { procedures }: StandardContent,
  allocatedFen: number,
): readonly Step[] {
  const { securedPct } = procedures[plan.buildType];
  const missingFen = Math.ceil((plan.budgetFen * securedPct) / 100) - allocatedFen;
  if (missingFen <= 0) return [];
  const body = {
    allocationId: namedId(`way/allocation/${plan.venueId}`),
    tier: 'higher',
    source: '省级财政',
    amountFen: missingFen,
    kind: 'cash',
    documentNo: '青财〔2024〕1号',
  };
  return [['allocate-funds', body]];
}

function construction(
  plan: PlanBody,
  completion: CompletionBody,
  { acceptance }: StandardContent,
): readonly Step[] {
  const contract = {
    contractor: '青石建筑公司',
    contractFen: plan.budgetFen,
    plannedEndOn: completion.occurredOn,
  };
  const acceptors = Math.max(acceptance.acceptors, acceptance.acceptorsOfLarge);
  return [
    ['start-construction', contract],
    ['report-progress', { percent: 100 }],
    ['inspect-acceptance', { acceptors, passed: true, defects: [] }],
  ];
}

/** So many days from the first to the last, evenly and in order. */
function spread(first: string, last: string, count: number): readonly string[] {
  const from = Date.parse(first);
  const step = (Date.parse(last) - from) / count;
  return Array.from({ length: count }, (_, i) => new Date(from + step * i).toISOString().slice(0, 10));
}
