import type { ConstructionEvents } from '../construction/construction.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { StandardContent } from './standard.ts';

/** What an inspection found wrong. */
export interface Defect {
  readonly description: string;
  /** Whether it must be gone before completion. */
  readonly blocking: boolean;
  readonly foundOn: string;
  readonly closedOn: string | null;
}

/** The construction of a project, from its contract to its final account. Money in fen. */
export interface ProjectWork {
  readonly contract: {
    readonly on: string;
    readonly contractor: string;
    readonly contractFen: number;
    readonly plannedEndOn: string;
  } | null;
  /** Variations by their ids. */
  readonly variations: Readonly<Record<string, number>>;
  /** The last report. */
  readonly progress: { readonly percent: number; readonly on: string } | null;
  /** The last inspection. */
  readonly inspection: { readonly passed: boolean; readonly acceptors: number; readonly on: string } | null;
  readonly defects: Readonly<Record<string, Defect>>;
  readonly completion: {
    readonly completedOn: string;
    readonly builtAreaDm2: number;
    readonly finalCostFen: number;
    readonly grade: VenueEvents['VenueCompleted']['grade'];
  } | null;
  /** Pieces of environment works by their ids. */
  readonly environment: Readonly<Record<string, ConstructionEvents['EnvironmentWorkCompleted']['kind']>>;
  readonly handedOverOn: string | null;
  readonly settlement: { readonly on: string; readonly auditedFen: number } | null;
}

export const noWork: ProjectWork = {
  contract: null,
  variations: {},
  progress: null,
  inspection: null,
  defects: {},
  completion: null,
  environment: {},
  handedOverOn: null,
  settlement: null,
};

type Data = ConstructionEvents & Pick<VenueEvents, 'VenueCompleted'>;

export function constructionStarted(
  work: ProjectWork,
  { contractor, contractFen, plannedEndOn }: Data['ConstructionStarted'],
  on: string,
): ProjectWork {
  return { ...work, contract: { on, contractor, contractFen, plannedEndOn } };
}

export function varied(work: ProjectWork, { variationId, amountFen }: Data['ContractVaried']): ProjectWork {
  return { ...work, variations: { ...work.variations, [variationId]: amountFen } };
}

export function inspected(
  work: ProjectWork,
  { passed, acceptors, defects }: Data['AcceptanceInspected'],
  on: string,
): ProjectWork {
  const found = defects.map(
    ({ defectId, ...defect }) => [defectId, { ...defect, foundOn: on, closedOn: null }] as const,
  );
  return {
    ...work,
    inspection: { passed, acceptors, on },
    defects: { ...work.defects, ...Object.fromEntries(found) },
  };
}

export function rectified(work: ProjectWork, { defectId }: Data['DefectRectified'], on: string): ProjectWork {
  const defect = work.defects[defectId];
  if (!defect) return work;
  return { ...work, defects: { ...work.defects, [defectId]: { ...defect, closedOn: on } } };
}

export function completed(
  work: ProjectWork,
  { builtAreaDm2, finalCostFen, grade }: Data['VenueCompleted'],
  on: string,
): ProjectWork {
  return { ...work, completion: { completedOn: on, builtAreaDm2, finalCostFen, grade } };
}

/** The contract with all its variations. Fen; 0 without a contract. */
export function contractTotalFen({ contract, variations }: ProjectWork): number {
  return (contract?.contractFen ?? 0) + Object.values(variations).reduce((sum, fen) => sum + fen, 0);
}

/** Descriptions of the defects that must be gone before completion, and are not. */
export function openBlockingDefects({ defects }: ProjectWork): readonly string[] {
  return Object.values(defects).flatMap(({ blocking, closedOn, description }) =>
    blocking && closedOn === null ? [description] : [],
  );
}

/** How many people must accept the work, by what it costs. */
export function acceptorsNeeded(
  work: ProjectWork,
  { acceptance }: Pick<StandardContent, 'acceptance'>,
): number {
  const isLarge = contractTotalFen(work) >= acceptance.largeFromFen;
  return isLarge ? acceptance.acceptorsOfLarge : acceptance.acceptors;
}
