import { defineProjection, uuid } from '../../projections/index.ts';
import type { CommissioningEvents } from '../commissioning/commissioning.events.ts';
import type { ConstructionEvents } from '../construction/construction.events.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { PreparationEvents } from '../preparation/preparation.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import { daysBetween } from '../shared/days.ts';
import type { Venue } from '../shared/venue-state.ts';
import { corrected } from './corrected-card.ts';
import { defectsIn, withDefects } from './open-defects.ts';
import {
  changed,
  movedIn,
  planned,
  projectCardColumns,
  withMoney,
  type ProjectCardRow,
} from './project-card-row.ts';

type Events = VenueEvents &
  PreparationEvents &
  FundsEvents &
  ConstructionEvents &
  CorrectionEvents &
  Pick<MergerEvents, 'ProjectMovedOut' | 'ProjectMovedIn' | 'VenueMovedIn'> &
  Pick<CommissioningEvents, 'ProjectHandedOver' | 'VenueRetired'>;

interface Happened<Type extends keyof Events> {
  readonly data: Events[Type];
  readonly occurredOn: string;
}

/** A fold that sets columns to what an event says, and moves the project on the board where that follows. */
const sets = <Type extends keyof Events>(
  change: (event: Happened<Type>, row: ProjectCardRow) => Partial<ProjectCardRow>,
) => ({
  key: ({ data }: Happened<Type>) => ({ venueId: data.venueId }),
  fold: (row: ProjectCardRow, event: Happened<Type>) => changed(row, change(event, row), event.occurredOn),
});

/** A project's clock begins anew with each stage that has a limit of its own. */
const clockBegins = { restedDays: 0 };

const MONEY_STEPS = { allocation: 'Allocated', receipt: 'Received', payment: 'Disbursed' } as const;

/** One project: where it stands on the board, its days, its money. */
export const projectCard = defineProjection<Events>()({
  name: 'project_card',
  version: 2,
  key: { venueId: uuid() },
  row: projectCardColumns,
  on: {
    NeedsAssessed: sets<'NeedsAssessed'>(({ data, occurredOn }) => ({
      villageId: data.villageId,
      neededOn: occurredOn,
      needCostFen: data.costFen,
      condition: data.condition ?? null,
    })),
    VenuePlanned: sets<'VenuePlanned'>(({ data, occurredOn }) => ({
      ...planned(data, occurredOn),
      ...clockBegins,
    })),
    ProjectStarted: sets<'ProjectStarted'>(({ occurredOn }) => ({ startedOn: occurredOn, ...clockBegins })),
    SiteSelected: sets<'SiteSelected'>(({ occurredOn }) => ({ siteOn: occurredOn })),
    DesignSubmitted: sets<'DesignSubmitted'>(({ data, occurredOn }) => ({
      submittedOn: occurredOn,
      designVersion: data.designVersion,
      roundState: 'submitted',
    })),
    DesignReviewed: sets<'DesignReviewed'>(({ data, occurredOn }) => ({
      reviewedOn: occurredOn,
      roundState: data.outcome,
    })),
    VillagerDiscussionHeld: sets<'VillagerDiscussionHeld'>(({ data, occurredOn }, row) => ({
      discussedOn: occurredOn,
      roundState: data.carried ? 'carried' : 'not-carried',
      roundsDone: data.carried ? data.round : row.roundsDone,
    })),
    DesignFinalised: sets<'DesignFinalised'>(({ occurredOn }) => ({
      finalisedOn: occurredOn,
      ...clockBegins,
    })),
    DecisionRecorded: sets<'DecisionRecorded'>(({ data }, row) => ({
      decisionsCarried: row.decisionsCarried + Number(data.carried),
    })),
    BudgetAdjusted: sets<'BudgetAdjusted'>(({ data }) => ({ budgetFen: data.budgetFen })),
    FundsAllocated: sets<'FundsAllocated'>(({ data }, row) =>
      withMoney(row, 'Allocated', data, data.amountFen),
    ),
    FundsReceived: sets<'FundsReceived'>(({ data }, row) => withMoney(row, 'Received', data, data.amountFen)),
    FundsDisbursed: sets<'FundsDisbursed'>(({ data }, row) =>
      withMoney(row, 'Disbursed', data, data.amountFen),
    ),
    FundsReversed: sets<'FundsReversed'>(({ data }, row) =>
      withMoney(row, MONEY_STEPS[data.of], data, -data.amountFen),
    ),
    ConstructionStarted: sets<'ConstructionStarted'>(({ data, occurredOn }) => ({
      constructionOn: occurredOn,
      contractor: data.contractor,
      contractFen: data.contractFen,
      plannedEndOn: data.plannedEndOn,
      ...clockBegins,
    })),
    ProgressReported: sets<'ProgressReported'>(({ data, occurredOn }) => ({
      percent: data.percent,
      progressOn: occurredOn,
    })),
    ContractVaried: sets<'ContractVaried'>(({ data }, row) => ({
      variationsFen: row.variationsFen + data.amountFen,
    })),
    AcceptanceInspected: sets<'AcceptanceInspected'>(({ data, occurredOn }, row) => ({
      inspectedOn: occurredOn,
      inspectionPassed: Number(data.passed),
      ...withDefects([
        ...defectsIn(row),
        ...data.defects.map(({ defectId, blocking }) => ({ defectId, blocking, foundOn: occurredOn })),
      ]),
    })),
    DefectRectified: sets<'DefectRectified'>(({ data }, row) =>
      withDefects(defectsIn(row).filter(({ defectId }) => defectId !== data.defectId)),
    ),
    VenueCompleted: sets<'VenueCompleted'>(({ data, occurredOn }) => ({
      completedOn: occurredOn,
      builtAreaDm2: data.builtAreaDm2,
      finalCostFen: data.finalCostFen,
      grade: data.grade,
      ...clockBegins,
    })),
    EnvironmentWorkCompleted: sets<'EnvironmentWorkCompleted'>(({ data }, row) => {
      const column = `${data.kind}Works` as const;
      return { [column]: row[column] + 1 };
    }),
    ProjectHandedOver: sets<'ProjectHandedOver'>(({ occurredOn }) => ({ handedOverOn: occurredOn })),
    VenueRetired: {
      key: ({ data }) => (data.origin === 'project' ? { venueId: data.venueId } : null),
      fold: (row, { occurredOn }) => changed(row, { retiredOn: occurredOn }, occurredOn),
    },
    ProjectSettled: sets<'ProjectSettled'>(({ data, occurredOn }) => ({
      settledOn: occurredOn,
      auditedFen: data.auditedFen,
    })),
    ProjectStatusChanged: sets<'ProjectStatusChanged'>(({ data, occurredOn }, row) => {
      switch (data.status) {
        case 'suspended':
          return { suspendedOn: occurredOn };
        case 'resumed':
          return { suspendedOn: null, restedDays: row.restedDays + restedUntil(occurredOn, row) };
        case 'cancelled':
          return { suspendedOn: null, cancelledOn: occurredOn };
        default:
          return data.status satisfies never;
      }
    }),
    FactCorrected: sets<'FactCorrected'>(({ data }, row) => corrected(row, data)),
    ProjectMovedOut: sets<'ProjectMovedOut'>(({ occurredOn }) => ({ movedOn: occurredOn })),
    ProjectMovedIn: {
      key: ({ data }) => ({ venueId: data.venueId }),
      fold: (_, { data, occurredOn }) => movedIn(data, occurredOn),
    },
    // A venue moves after its project.
    VenueMovedIn: {
      key: ({ data }) => (retiredOf(data).retiredOn ? { venueId: data.venueId } : null),
      fold: (row, { data }) => {
        const { retiredOn } = retiredOf(data);
        return changed(row, { retiredOn }, retiredOn!);
      },
    },
  },
});

/** The day on which a venue that a project built was retired before it moved; null of others. */
function retiredOf({ standing }: MergerEvents['VenueMovedIn']): Pick<ProjectCardRow, 'retiredOn'> {
  const { registered, retiredOn } = standing as unknown as Venue;
  return { retiredOn: registered?.origin === 'project' ? retiredOn : null };
}

function restedUntil(on: string, { suspendedOn }: ProjectCardRow): number {
  return suspendedOn ? daysBetween(suspendedOn, on) : 0;
}
