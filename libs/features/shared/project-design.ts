import type { PreparationEvents } from '../preparation/preparation.events.ts';
import type { DecisionStep } from './standard.ts';

/** 三上审三下议: where the design stands. */
export interface ProjectDesign {
  /** The version handed in last; null before the first. */
  readonly submitted: {
    readonly version: number;
    readonly on: string;
    readonly areaDm2: number;
    readonly estimateFen: number;
  } | null;
  /** Rounds whose discussion was carried. */
  readonly roundsDone: number;
  /** The review of the round under way; null while it awaits one. A returned review repeats its round. */
  readonly review: {
    readonly round: number;
    readonly outcome: 'passed' | 'returned';
    readonly on: string;
    readonly designVersion: number;
  } | null;
  /** The last discussion, carried or not. */
  readonly discussion: { readonly round: number; readonly carried: boolean; readonly on: string } | null;
  readonly finalised: { readonly version: number; readonly on: string; readonly areaDm2: number } | null;
  /** Steps of the decision that were carried, and when. */
  readonly decisions: Readonly<Partial<Record<DecisionStep, string>>>;
}

export const noDesign: ProjectDesign = {
  submitted: null,
  roundsDone: 0,
  review: null,
  discussion: null,
  finalised: null,
  decisions: {},
};

export function submitted(
  design: ProjectDesign,
  { designVersion, areaDm2, estimateFen }: PreparationEvents['DesignSubmitted'],
  on: string,
): ProjectDesign {
  return { ...design, submitted: { version: designVersion, on, areaDm2, estimateFen } };
}

export function reviewed(
  design: ProjectDesign,
  { round, outcome, designVersion }: PreparationEvents['DesignReviewed'],
  on: string,
): ProjectDesign {
  return { ...design, review: { round, outcome, on, designVersion } };
}

/** A carried discussion completes its round, and the next one awaits its review; one that was not carried is held again. */
export function discussed(
  design: ProjectDesign,
  { round, carried }: PreparationEvents['VillagerDiscussionHeld'],
  on: string,
): ProjectDesign {
  const discussion = { round, carried, on };
  return carried ? { ...design, discussion, roundsDone: round, review: null } : { ...design, discussion };
}

export function finalised(
  design: ProjectDesign,
  { designVersion, areaDm2 }: PreparationEvents['DesignFinalised'],
  on: string,
): ProjectDesign {
  return { ...design, finalised: { version: designVersion, on, areaDm2 } };
}

export function decided(
  design: ProjectDesign,
  { step, carried }: PreparationEvents['DecisionRecorded'],
  on: string,
): ProjectDesign {
  return carried ? { ...design, decisions: { ...design.decisions, [step]: on } } : design;
}
