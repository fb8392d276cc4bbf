import fc from 'fast-check';
import type { NewEvent } from '../../event-store/index.ts';
import { fundsAllocated } from '../../features/funds/funds.events.ts';
import { rankingPublished } from '../../features/rankings/ranking.events.ts';
import { happened, type DecidedEvent } from '../../features/shared/event.ts';
import {
  namedId,
  projectStream,
  rankingStream,
  useStream,
  villageStream,
} from '../../features/shared/streams.ts';
import { buildType, tier, type BuildType } from '../../features/shared/values.ts';
import { trainingHeld } from '../../features/trainings/training.events.ts';
import { projectStatusChanged, venueCompleted, venuePlanned } from '../../features/venues/venue.events.ts';
import { villageRegistered } from '../../features/villages/village.events.ts';
import { anEvent } from './append.builder.ts';

/** One thing that may happen in a town, if it can at that moment; `which` picks the village or project. */
interface Step {
  readonly action: 'register' | 'plan' | 'allocate' | 'complete' | 'cancel' | 'train';
  readonly which: number;
  readonly occurredOn: string;
  readonly buildType: BuildType;
  readonly tier: 'higher' | 'town' | 'village';
  readonly source: string;
  readonly kind: 'cash' | 'in-kind';
  readonly amountFen: number;
  readonly areaDm2: number;
  readonly halfHours: number;
  readonly people: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(
    'register',
    'plan',
    'plan',
    'allocate',
    'allocate',
    'complete',
    'cancel',
    'train',
    'train',
  ),
  which: fc.nat({ max: 99 }),
  occurredOn: fc
    .tuple(
      fc.integer({ min: 2020, max: 2024 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
  buildType: fc.constantFrom(...buildType.options),
  tier: fc.constantFrom(...tier.options),
  source: fc.constantFrom('县委组织部', '镇财政', '村集体𠮷'),
  kind: fc.constantFrom('cash', 'in-kind'),
  amountFen: fc.integer({ min: 1, max: 100_000_000_000 }),
  areaDm2: fc.integer({ min: 1, max: 10_000_000 }),
  halfHours: fc.integer({ min: 1, max: 48 }),
  people: fc.integer({ min: 1, max: 2_000 }),
});

interface Project {
  readonly venueId: string;
  readonly villageId: string;
  readonly buildType: BuildType;
  readonly targetOn: string;
  readonly plannedOn: string;
  open: boolean;
}

/**
 * Makes the facts of a town out of steps, each one following from those before it. Ids are made from the number of the
 * step, so that two towns may have the same.
 */
class TownLife {
  private readonly villages: string[] = [];
  private readonly projects: Project[] = [];
  readonly facts: DecidedEvent[] = [];

  take(step: Step): void {
    const { action, which } = step;
    const villageId = this.villages[which % this.villages.length];
    const project = this.projects[which % this.projects.length];
    if (action === 'register') this.register(step);
    else if (action === 'plan' && villageId) this.plan(step, villageId);
    else if (action === 'train' && villageId) this.train(step, villageId);
    else if (action === 'allocate' && project) this.allocate(step, project);
    else if ((action === 'complete' || action === 'cancel') && project?.open)
      this.close(step, project, action);
  }

  private register({ occurredOn }: Step): void {
    const villageId = this.newId();
    const code = `990101100${String(200 + this.villages.length)}`;
    this.villages.push(villageId);
    this.facts.push(
      happened(villageRegistered, villageStream(villageId), occurredOn, {
        villageId,
        code,
        name: `村${code}`,
      }),
    );
  }

  private plan({ occurredOn, buildType, areaDm2, amountFen }: Step, villageId: string): void {
    const project = { venueId: this.newId(), villageId, buildType, targetOn: occurredOn };
    const { venueId } = project;
    this.projects.push({ ...project, plannedOn: occurredOn, open: true });
    this.facts.push(
      happened(venuePlanned, projectStream(venueId), occurredOn, {
        ...project,
        venueName: `阵地${this.projects.length}`,
        year: Number(occurredOn.slice(0, 4)),
        reason: '房屋陈旧',
        plannedAreaDm2: areaDm2,
        budgetFen: amountFen,
        fundingPlan: { higherFen: amountFen, townFen: 0, villageFen: 0 },
      }),
    );
  }

  private allocate(
    { occurredOn, tier, source, kind, amountFen }: Step,
    { venueId, villageId, plannedOn }: Project,
  ): void {
    this.facts.push(
      happened(fundsAllocated, projectStream(venueId), later(occurredOn, plannedOn), {
        allocationId: this.newId(),
        venueId,
        villageId,
        tier,
        source,
        kind,
        amountFen,
        documentNo: '镇发〔2022〕1号',
      }),
    );
  }

  private close(
    { occurredOn, areaDm2, amountFen }: Step,
    project: Project,
    how: 'complete' | 'cancel',
  ): void {
    const { venueId, villageId, buildType, targetOn } = project;
    const stream = projectStream(venueId);
    const on = later(occurredOn, project.plannedOn);
    project.open = false;
    this.facts.push(
      how === 'complete'
        ? happened(venueCompleted, stream, on, {
            venueId,
            villageId,
            buildType,
            builtAreaDm2: areaDm2,
            finalCostFen: amountFen,
            grade: 'standard',
          })
        : happened(projectStatusChanged, stream, on, {
            venueId,
            villageId,
            buildType,
            targetOn,
            status: 'cancelled',
            reason: '合并建设',
          }),
    );
  }

  private train({ occurredOn, halfHours, people }: Step, villageId: string): void {
    this.facts.push(
      happened(trainingHeld, useStream(villageId, occurredOn.slice(0, 7)), occurredOn, {
        trainingId: this.newId(),
        villageId,
        platform: 2,
        topic: '大棚蔬菜种植',
        host: 'school',
        startTime: '09:00',
        hours: halfHours / 2,
        members: Math.floor(people / 3),
        public: people - Math.floor(people / 3),
      }),
    );
  }

  private newId(): string {
    return namedId(`town-life/${this.facts.length}`);
  }
}

/** A project's facts are not dated before its plan (rule 19). */
function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** Every life a town can have, up to so many steps. */
export function townLives(mostSteps: number): fc.Arbitrary<NewEvent[]> {
  return fc.array(step, { maxLength: mostSteps, size: 'max' }).map(lifeOf);
}

/** One life of a town, always the same for the same number of steps; some steps find nothing to happen to. */
export function aTownLife(steps: number): NewEvent[] {
  return lifeOf(fc.sample(step, { numRuns: steps, seed: 2022 }));
}

/** What a county decides, and a town never: for what has to meet every kind of event. */
export function aRanking(): NewEvent {
  return anEvent(happened(rankingPublished, rankingStream('coverage'), '2022-03-15', { figure: 'coverage' }));
}

function lifeOf(steps: readonly Step[]): NewEvent[] {
  const life = new TownLife();
  steps.forEach((step) => life.take(step));
  return life.facts.map((fact) => anEvent(fact));
}
