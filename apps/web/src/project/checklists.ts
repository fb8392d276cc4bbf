import type { DecisionStep, ProjectDetail } from '../api/project-types.ts';
import type { RecordedEvent } from '../api/types.ts';

/** One thing that a project has to do: done on a day, under way, or open. */
export interface ChecklistItem {
  /** A key of the texts below `project.item`. */
  name: ChecklistName;
  /** What tells items of the same name apart: the number of a round, the step of a decision. */
  round?: number;
  step?: DecisionStep;
  /** The day it was done; null while it is open. */
  on: string | null;
  /** How far it is, where it is neither done nor untouched: a percentage. */
  percent?: number;
}

export type ChecklistName =
  | 'need'
  | 'plan'
  | 'start'
  | 'site'
  | 'design'
  | 'review'
  | 'discussion'
  | 'decision'
  | 'secured'
  | 'final'
  | 'construction'
  | 'progress'
  | 'acceptance'
  | 'completion'
  | 'settlement'
  | 'registration'
  | 'sixHaves'
  | 'use'
  | 'maintenance'
  | 'safety'
  | 'commissioning';

export interface Checklist {
  group: 'preparation' | 'construction' | 'venue';
  items: ChecklistItem[];
}

/** The days on which rounds were passed and carried, by their numbers, as far as the town's events tell. */
export interface RoundDays {
  review: ReadonlyMap<number, string>;
  discussion: ReadonlyMap<number, string>;
}

const noDays: RoundDays = { review: new Map(), discussion: new Map() };

/** When each round was passed and carried. A project that came from another town had its rounds there. */
export function roundDays(events: readonly Pick<RecordedEvent, 'type' | 'data' | 'occurredOn'>[]): RoundDays {
  const on = (type: string, holds: (data: Record<string, unknown>) => boolean) =>
    new Map(
      events
        .filter((event) => event.type === type && holds(event.data))
        .map(({ data, occurredOn }) => [Number(data['round']), occurredOn]),
    );
  return {
    review: on('DesignReviewed', ({ outcome }) => outcome === 'passed'),
    discussion: on('VillagerDiscussionHeld', ({ carried }) => carried === true),
  };
}

/** What a project goes through under its standard, stage by stage, and which of it is done. */
export function checklists(detail: ProjectDetail, rounds: RoundDays = noDays): Checklist[] {
  const venue = { group: 'venue', items: venueItems(detail) } as const;
  // What was there before anybody recorded a project has nothing to prepare or to build.
  if (isExisting(detail)) return [venue];
  return [
    { group: 'preparation', items: preparation(detail, rounds) },
    { group: 'construction', items: construction(detail) },
    venue,
  ];
}

/** Whether the venue was there before, so that no project bears its id. */
export function isExisting({ venue }: Pick<ProjectDetail, 'venue'>): boolean {
  return venue.registered?.origin === 'existing';
}

function preparation({ project, standard }: ProjectDetail, days: RoundDays): ChecklistItem[] {
  const { plan, design, need } = project;
  const procedure = plan && standard.procedures[plan.buildType];
  return [
    ...(need ? [{ name: 'need' as const, on: need.on }] : []),
    { name: 'plan', on: plan?.plannedOn ?? null },
    { name: 'start', on: project.startedOn },
    ...(procedure?.site ? [{ name: 'site' as const, on: project.siteOn }] : []),
    ...rounds(design, procedure?.reviewRounds ?? 0, days),
    ...(procedure?.decisionSteps ?? []).map((step) => ({
      name: 'decision' as const,
      step,
      on: design.decisions[step] ?? null,
    })),
    ...secured({ project, standard }),
    ...(procedure && procedure.reviewRounds > 0
      ? [{ name: 'final' as const, on: design.finalised?.on ?? null }]
      : []),
  ];
}

type Design = ProjectDetail['project']['design'];

function rounds(design: Design, count: number, days: RoundDays): ChecklistItem[] {
  if (count === 0) return [];
  return [
    { name: 'design', on: design.submitted?.on ?? null },
    ...Array.from({ length: count }, (_, i) => i + 1).flatMap((round): ChecklistItem[] => {
      const done = round <= design.roundsDone;
      const reviewed = design.review?.round === round && design.review.outcome === 'passed';
      const held = design.discussion;
      return [
        {
          name: 'review',
          round,
          on: done ? (days.review.get(round) ?? 'done') : reviewed ? (design.review?.on ?? null) : null,
        },
        {
          name: 'discussion',
          round,
          on: done
            ? (days.discussion.get(round) ?? (held?.round === round && held.carried ? held.on : 'done'))
            : null,
        },
      ];
    }),
  ];
}

function secured({ project, standard }: Pick<ProjectDetail, 'project' | 'standard'>): ChecklistItem[] {
  const { plan, money } = project;
  const wanted = plan ? standard.procedures[plan.buildType].securedPct : 0;
  if (!plan || wanted === 0) return [];
  const allocations = Object.values(money.allocations);
  const allocatedFen = allocations.reduce((sum, one) => sum + one.allocatedFen, 0);
  const isSecured = allocatedFen * 100 >= plan.budgetFen * wanted;
  const last =
    allocations
      .map(({ on }) => on)
      .sort()
      .at(-1) ?? null;
  return [
    {
      name: 'secured',
      on: isSecured ? last : null,
      percent: Math.floor((allocatedFen * 100) / plan.budgetFen),
    },
  ];
}

function construction({ project: { work } }: ProjectDetail): ChecklistItem[] {
  return [
    { name: 'construction', on: work.contract?.on ?? null },
    {
      name: 'progress',
      on: work.progress?.percent === 100 ? work.progress.on : null,
      ...(work.progress && { percent: work.progress.percent }),
    },
    { name: 'acceptance', on: work.inspection?.passed ? work.inspection.on : null },
    { name: 'completion', on: work.completion?.completedOn ?? null },
    { name: 'settlement', on: work.settlement?.on ?? null },
  ];
}

function venueItems({ venue }: ProjectDetail): ChecklistItem[] {
  const { registered, sixHaves, responsibilities, commissioned } = venue;
  return [
    { name: 'registration', on: registered?.on ?? null },
    { name: 'sixHaves', on: sixHaves?.missing.length === 0 ? sixHaves.on : null },
    { name: 'use', on: responsibilities.use?.from ?? null },
    { name: 'maintenance', on: responsibilities.maintenance?.from ?? null },
    { name: 'safety', on: responsibilities.safety?.from ?? null },
    { name: 'commissioning', on: commissioned?.on ?? null },
  ];
}
