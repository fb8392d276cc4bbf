import type { StreamFact } from '../../event-store/index.ts';
import type { CommissioningEvents } from '../commissioning/commissioning.events.ts';
import type { ConstructionEvents } from '../construction/construction.events.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { PreparationEvents } from '../preparation/preparation.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import { correctableFact, type CorrectableFact } from './correctable.ts';
import { corrected } from './project-correction.ts';
import { eventIn, type DecidedEvent } from './event.ts';
import * as design from './project-design.ts';
import * as money from './project-money.ts';
import * as work from './project-work.ts';
import { Refusal } from './refusal.ts';
import type { BuildingCondition, BuildType } from './values.ts';

/** A venue's plan. Money in fen, area in dm². */
export interface Plan {
  readonly venueName: string;
  readonly year: number;
  readonly buildType: BuildType;
  readonly plannedOn: string;
  readonly targetOn: string;
  readonly plannedAreaDm2: number;
  /** As adjusted so far. */
  readonly budgetFen: number;
  /** Who is to pay. */
  readonly fundingPlan: VenueEvents['VenuePlanned']['fundingPlan'];
  /** The version of the county's standard that the project is pinned to; 0: the default that is shipped. */
  readonly standardVersion: number;
}

/** How far a project is. `cancelled` may come at any time before completion. */
export type Stage =
  'unplanned' | 'planned' | 'started' | 'finalised' | 'building' | 'completed' | 'settled' | 'cancelled';

/** A project as its stream tells: everything that a decision about it may rest on. Plain data, so that a merger can carry it. */
export interface Project {
  readonly stage: Stage;
  /** Null before the first event. */
  readonly villageId: string | null;
  /** The day on which it came from another town; null for one of the town's own. */
  readonly cameOn: string | null;
  readonly need: {
    readonly on: string;
    readonly condition: BuildingCondition | null;
    readonly areaDm2: number;
    readonly costFen: number;
  } | null;
  readonly plan: Plan | null;
  readonly startedOn: string | null;
  readonly siteOn: string | null;
  /** The day since which the project rests; null while it goes on. */
  readonly suspendedOn: string | null;
  readonly cancelledOn: string | null;
  readonly design: design.ProjectDesign;
  readonly money: money.ProjectMoney;
  readonly work: work.ProjectWork;
  /** What may be corrected, by the ids of the events. */
  readonly facts: Readonly<Record<string, CorrectableFact>>;
}

/** A project that was planned, in whatever state it is now. */
export type PlannedProject = Project & { readonly plan: Plan; readonly villageId: string };

export const unplanned: Project = {
  stage: 'unplanned',
  villageId: null,
  cameOn: null,
  need: null,
  plan: null,
  startedOn: null,
  siteOn: null,
  suspendedOn: null,
  cancelledOn: null,
  design: design.noDesign,
  money: money.noMoney,
  work: work.noWork,
  facts: {},
};

type Events = VenueEvents &
  FundsEvents &
  PreparationEvents &
  ConstructionEvents &
  CorrectionEvents &
  Pick<CommissioningEvents, 'ProjectHandedOver'> &
  Pick<MergerEvents, 'ProjectMovedIn' | 'ProjectMovedOut'>;

/** The project after one more event of its stream; other events leave it as it is. */
export function evolveProject(project: Project, recorded: StreamFact | DecidedEvent): Project {
  const fact = 'id' in recorded ? correctableFact(recorded) : null;
  const after = evolved(project, recorded);
  return fact && 'id' in recorded ? { ...after, facts: { ...after.facts, [recorded.id]: fact } } : after;
}

function evolved(project: Project, recorded: StreamFact | DecidedEvent): Project {
  const event = eventIn<Events>(recorded);
  const on = event.occurredOn;
  switch (event.type) {
    case 'NeedsAssessed': {
      const { villageId, condition = null, areaDm2, costFen } = event.data;
      return { ...project, villageId, need: { on, condition, areaDm2, costFen } };
    }
    case 'VenuePlanned':
      return { ...project, stage: 'planned', villageId: event.data.villageId, plan: planOf(event.data, on) };
    case 'ProjectStarted':
      return { ...project, stage: 'started', startedOn: on };
    case 'SiteSelected':
      return { ...project, siteOn: on };
    case 'DesignSubmitted':
      return { ...project, design: design.submitted(project.design, event.data, on) };
    case 'DesignReviewed':
      return { ...project, design: design.reviewed(project.design, event.data, on) };
    case 'VillagerDiscussionHeld':
      return { ...project, design: design.discussed(project.design, event.data, on) };
    case 'DesignFinalised':
      return { ...project, stage: 'finalised', design: design.finalised(project.design, event.data, on) };
    case 'DecisionRecorded':
      return { ...project, design: design.decided(project.design, event.data, on) };
    case 'BudgetAdjusted':
      return withPlan(project, { budgetFen: event.data.budgetFen });
    case 'FundsAllocated':
      return { ...project, money: money.allocated(project.money, event.data, on) };
    case 'FundsReceived':
      return { ...project, money: money.received(project.money, event.data, on) };
    case 'FundsDisbursed':
      return { ...project, money: money.disbursed(project.money, event.data, on) };
    case 'FundsReversed':
      return { ...project, money: money.reversed(project.money, event.data, on) };
    case 'ConstructionStarted':
      return {
        ...project,
        stage: 'building',
        work: work.constructionStarted(project.work, event.data, on),
      };
    case 'ProgressReported':
      return { ...project, work: { ...project.work, progress: { percent: event.data.percent, on } } };
    case 'ContractVaried':
      return { ...project, work: work.varied(project.work, event.data) };
    case 'AcceptanceInspected':
      return { ...project, work: work.inspected(project.work, event.data, on) };
    case 'DefectRectified':
      return { ...project, work: work.rectified(project.work, event.data, on) };
    case 'VenueCompleted':
      return { ...project, stage: 'completed', work: work.completed(project.work, event.data, on) };
    case 'EnvironmentWorkCompleted': {
      const environment = { ...project.work.environment, [event.data.workId]: event.data.kind };
      return { ...project, work: { ...project.work, environment } };
    }
    case 'ProjectHandedOver':
      return { ...project, work: { ...project.work, handedOverOn: on } };
    case 'ProjectSettled': {
      const settlement = { on, auditedFen: event.data.auditedFen };
      return { ...project, stage: 'settled', work: { ...project.work, settlement } };
    }
    case 'ProjectStatusChanged':
      return withStatus(project, event.data.status, on);
    case 'FactCorrected':
      return corrected(project, event.data);
    case 'ProjectMovedIn':
      return movedIn(event.data, on);
    case 'ProjectMovedOut':
      return unplanned;
    default:
      // Streams hold events of other features too.
      event satisfies never;
      return project;
  }
}

function planOf(data: VenueEvents['VenuePlanned'], plannedOn: string): Plan {
  const {
    venueName,
    year,
    buildType,
    targetOn,
    plannedAreaDm2,
    budgetFen,
    fundingPlan,
    standardVersion = 0,
  } = data;
  return {
    venueName,
    year,
    buildType,
    plannedOn,
    targetOn,
    plannedAreaDm2,
    budgetFen,
    fundingPlan,
    standardVersion,
  };
}

function withPlan(project: Project, change: Partial<Plan>): Project {
  return project.plan ? { ...project, plan: { ...project.plan, ...change } } : project;
}

function withStatus(
  project: Project,
  status: VenueEvents['ProjectStatusChanged']['status'],
  on: string,
): Project {
  switch (status) {
    case 'suspended':
      return { ...project, suspendedOn: on };
    case 'resumed':
      return { ...project, suspendedOn: null };
    case 'cancelled':
      return { ...project, stage: 'cancelled', suspendedOn: null, cancelledOn: on };
    default:
      return status satisfies never;
  }
}

/** A project as it stood in the town that it came from. What was recorded there can be corrected no more. */
function movedIn(data: MergerEvents['ProjectMovedIn'], cameOn: string): Project {
  const plan = planOf(data, data.plannedOn);
  const stood = (data.standing as Project | undefined) ?? {
    ...unplanned,
    stage: data.completion ? 'completed' : 'planned',
    work: data.completion ? { ...work.noWork, completion: data.completion } : work.noWork,
    money: { ...money.noMoney, brought: broughtMoney(data) },
    plan,
  };
  const ofMoney = { ...money.noMoney, ...stood.money };
  return { ...unplanned, ...stood, money: ofMoney, villageId: data.villageId, cameOn, facts: {} };
}

function broughtMoney({
  allocated: { higherFen, townFen, villageFen },
  allocationIds,
}: MergerEvents['ProjectMovedIn']): money.ProjectMoney['brought'] {
  return { allocatedFen: higherFen + townFen + villageFen, allocationIds };
}

/**
 * The plan of a project.
 *
 * @throws {Refusal} project.unknown when nothing was planned under this id in this town.
 */
export function requirePlan(project: Project): PlannedProject {
  if (!isPlanned(project)) throw unknownProject();
  return project;
}

/** Nothing was planned under this id in this town. */
export function unknownProject(): Refusal {
  return new Refusal(
    'project.unknown',
    { zh: '本镇没有这个阵地项目', en: 'the town has no such project' },
    { zh: '请先规划阵地', en: 'plan the venue first' },
    '/venueId',
  );
}

/**
 * Whoever names the village of a project, as its clerk must, names the right one.
 *
 * @throws {Refusal} project.other-village
 */
export function requireItsVillage(project: Project, villageId: string | undefined): void {
  if (villageId === undefined || villageId === project.villageId) return;
  throw new Refusal(
    'project.other-village',
    { zh: '这个项目是另一个村的', en: 'this project is another village’s' },
    { zh: '请核对村', en: 'check the village' },
    '/villageId',
  );
}

export function isPlanned(project: Project): project is PlannedProject {
  return project.plan !== null && project.villageId !== null;
}

/** Whether its venue can be used: it was completed, whether or not the account is settled. */
export function isComplete(project: Project): boolean {
  return project.work.completion !== null;
}
