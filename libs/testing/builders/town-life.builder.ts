import fc from 'fast-check';
import type { NewEvent } from '../../event-store/index.ts';
import { rankingPublished, rankingWithdrawn } from '../../features/rankings/ranking.events.ts';
import { needsAssessed } from '../../features/preparation/preparation.events.ts';
import { happened, type DecidedEvent } from '../../features/shared/event.ts';
import {
  namedId,
  projectStream,
  rankingStream,
  useStream,
  villageStream,
} from '../../features/shared/streams.ts';
import { buildType, rankedFigure, tier, type BuildType } from '../../features/shared/values.ts';
import { trainingHeld } from '../../features/trainings/training.events.ts';
import { venuePlanned } from '../../features/venues/venue.events.ts';
import {
  villageAbsorbed,
  villageMerged,
  villageProfileUpdated,
  villageRegistered,
} from '../../features/villages/village.events.ts';
import { anEvent } from './append.builder.ts';
import { later, ProjectLife, type Chance } from './project-life.builder.ts';
import { nextOfProgramme } from './programme-life.builder.ts';
import { nextOfVenue, type StandingVenue } from './venue-life.builder.ts';

const ACTIONS = [
  'register',
  'plan',
  'plan',
  'allocate',
  'allocate',
  'receive',
  'pay',
  'reverse',
  'correct',
  'advance',
  'advance',
  'advance',
  'rest',
  'complete',
  'settle',
  'cancel',
  'use',
  'profile',
  'merge',
  'govern',
  'train',
  'train',
] as const;

/** One thing that may happen in a town, if it can at that moment; `which` picks the village or project. */
interface Step extends Chance {
  readonly action: (typeof ACTIONS)[number];
  readonly buildType: BuildType;
  readonly halfHours: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...ACTIONS),
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

/**
 * Makes the facts of a town out of steps, each one following from those before it. Ids are made in their order, so that
 * two towns may have the same.
 */
class TownLife {
  private readonly villages: string[] = [];
  /** The last day of each village's own facts. */
  private readonly lastOn = new Map<string, string>();
  private readonly merged = new Map<string, { readonly into: string; readonly on: string }>();
  private readonly projects: ProjectLife[] = [];
  private readonly venues = new Map<string, StandingVenue>();
  private ids = 0;
  readonly events: NewEvent[] = [];

  take(step: Step): void {
    const villageId = this.villageOn(step);
    const project = this.projects[step.which % this.projects.length];
    if (step.action === 'register') this.register(step);
    else if (villageId) this.inVillage(step, villageId, project);
  }

  /** One of the villages; from the day on which it went into another one, that one. */
  private villageOn({ which, occurredOn }: Step): string | undefined {
    let villageId = this.villages[which % this.villages.length];
    for (;;) {
      const merger = this.merged.get(villageId ?? '');
      if (!merger || occurredOn < merger.on) return villageId;
      villageId = merger.into;
    }
  }

  private inVillage(step: Step, villageId: string, project: ProjectLife | undefined): void {
    if (step.action === 'plan') this.plan(step, villageId);
    else if (step.action === 'train') this.train(step, villageId);
    else if (step.action === 'govern') this.record(nextOfProgramme(step, villageId, this.newId()));
    else if (step.action === 'profile') this.profile(step, villageId);
    else if (step.action === 'merge') this.merge(step);
    else if (step.action === 'use') this.use(step, villageId, project);
    else if (project) this.ofProject(step, project);
  }

  private ofProject(step: Step, project: ProjectLife): void {
    switch (step.action) {
      case 'allocate':
        return project.allocate(step);
      case 'receive':
        return project.move('receipt', step);
      case 'pay':
        return project.move('payment', step);
      case 'reverse':
        return project.reverse(step);
      case 'correct':
        return project.correct(step);
      case 'settle':
        return project.settle(step);
      default:
        if (project.open) this.ofOpenProject(step, project);
    }
  }

  private ofOpenProject(step: Step, project: ProjectLife): void {
    if (step.action === 'advance') project.advance(step);
    else if (step.action === 'rest') project.rest(step);
    else if (step.action === 'complete') project.complete(step);
    else if (step.action === 'cancel') project.cancel(step);
  }

  private register({ occurredOn }: Step): void {
    const villageId = this.newId();
    const code = `990101100${String(200 + this.villages.length)}`;
    this.villages.push(villageId);
    this.lastOn.set(villageId, occurredOn);
    this.record(
      happened(villageRegistered, villageStream(villageId), occurredOn, {
        villageId,
        code,
        name: `村${code}`,
      }),
    );
  }

  private merge({ which, occurredOn, people }: Step): void {
    // More come than go.
    if (people % 3 > 0) return;
    const standing = this.villages.filter((id) => !this.merged.has(id));
    const [villageId, into] = [0, 1].map((next) => standing[(which + next) % standing.length]);
    if (!villageId || !into || villageId === into) return;
    const lastOn = [villageId, into].map((id) => this.lastOn.get(id)!);
    const on = lastOn.reduce(later, occurredOn);
    const absorbed = [villageId, ...this.partsOf(villageId)];
    const documentNo = '县民政〔2024〕1号';
    this.merged.set(villageId, { into, on });
    this.lastOn.set(into, on);
    this.record(
      happened(villageMerged, villageStream(villageId), on, {
        villageId,
        intoVillageId: into,
        intoName: '合并后的村',
        documentNo,
      }),
    );
    this.record(
      happened(villageAbsorbed, villageStream(into), on, {
        villageId: into,
        absorbed,
        name: '并来的村',
        documentNo,
      }),
    );
  }

  /** The villages that went into one, and those that had gone into these. */
  private partsOf(villageId: string): string[] {
    const parts = this.villages.filter((id) => this.merged.get(id)?.into === villageId);
    return parts.flatMap((id) => [id, ...this.partsOf(id)]);
  }

  private plan(step: Step, villageId: string): void {
    const { occurredOn, buildType, areaDm2, amountFen } = step;
    const venueId = this.newId();
    const stream = projectStream(venueId);
    if (step.people % 3 === 0) {
      const need = { venueId, villageId, condition: 'C' as const, areaDm2: 0, gaps: [], costFen: amountFen };
      this.record(happened(needsAssessed, stream, occurredOn, need));
    }
    const plan = { venueId, villageId, buildType, targetOn: occurredOn, budgetFen: amountFen };
    this.projects.push(
      new ProjectLife(
        { ...plan, plannedOn: occurredOn },
        { newId: () => this.newId(), record: (fact) => this.record(fact) },
      ),
    );
    this.record(
      happened(venuePlanned, stream, occurredOn, {
        ...plan,
        venueName: `阵地${this.projects.length}`,
        year: Number(occurredOn.slice(0, 4)),
        reason: '房屋陈旧',
        plannedAreaDm2: areaDm2,
        fundingPlan: { higherFen: amountFen, townFen: 0, villageFen: 0 },
      }),
    );
  }

  /** A venue's own life: that of a complete project, or of an old venue of the village. */
  private use(step: Step, villageId: string, project: ProjectLife | undefined): void {
    const of = project?.isComplete
      ? { ...project.plan, origin: 'project' as const, from: project.lastOn }
      : {
          venueId: namedId(`old/${villageId}`),
          villageId,
          origin: 'existing' as const,
          from: step.occurredOn,
        };
    const { venueId, origin, from } = of;
    const venue: StandingVenue = this.venues.get(venueId) ?? {
      venueId,
      villageId: of.villageId,
      personId: this.newId(),
      origin,
      neighbour: this.villages[(step.which + 1) % this.villages.length],
      facts: 0,
      lastOn: from,
    };
    this.venues.set(venueId, venue);
    const next = nextOfVenue(venue, step);
    this.record(next);
    if (next.type === 'VenueCommissioned' && origin === 'project') project?.handOver(next.occurredOn);
  }

  private profile({ occurredOn, people, amountFen }: Step, villageId: string): void {
    this.lastOn.set(villageId, later(occurredOn, this.lastOn.get(villageId)!));
    this.record(
      happened(villageProfileUpdated, villageStream(villageId), occurredOn, {
        villageId,
        year: Number(occurredOn.slice(0, 4)),
        households: people,
        population: people * 3,
        branches: 1,
        members: Math.floor(people / 10),
        collectiveIncomeFen: amountFen,
      }),
    );
  }

  private train({ occurredOn, halfHours, people }: Step, villageId: string): void {
    this.record(
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

  private record(fact: DecidedEvent): string {
    const event = anEvent(fact);
    this.events.push(event);
    return event.id;
  }

  private newId(): string {
    return namedId(`town-life/${this.ids++}`);
  }
}

/** Every life a town can have, up to so many steps. */
export function townLives(mostSteps: number): fc.Arbitrary<NewEvent[]> {
  return fc.array(step, { maxLength: mostSteps, size: 'max' }).map(lifeOf);
}

/**
 * One life of a town, always the same for the same number of steps. It begins with a village, since nothing happens
 * where there is none; some of the other steps find nothing to happen to.
 */
export function aTownLife(steps: number): NewEvent[] {
  const chances = fc.sample(step, { numRuns: steps, seed: 2022 });
  return lifeOf(chances.map((chance, at) => (at === 0 ? { ...chance, action: 'register' } : chance)));
}

/** What a county decides, and a town never: for what has to meet every kind of event. */
export function aRanking(): NewEvent {
  return anEvent(happened(rankingPublished, rankingStream('coverage'), '2022-03-15', { figure: 'coverage' }));
}

/** Rankings that are published and withdrawn again, in their order: at most so many of these facts. */
export function rankingLives(most: number): fc.Arbitrary<NewEvent[]> {
  const figures = rankedFigure.options;
  const fact = fc.record({
    figure: fc.constantFrom(...figures),
    occurredOn: fc.constantFrom('2020-02-01', '2021-08-15', '2022-05-20', '2023-12-31', '2024-10-01'),
  });
  return fc.array(fact, { maxLength: most, size: 'max' }).map((facts) => {
    const published = new Set<string>();
    return facts
      .toSorted((a, b) => (a.occurredOn < b.occurredOn ? -1 : 1))
      .map(({ figure, occurredOn }) => {
        if (published.delete(figure)) {
          const withdrawn = { figure, reason: '口径调整' };
          return anEvent(happened(rankingWithdrawn, rankingStream(figure), occurredOn, withdrawn));
        }
        published.add(figure);
        return anEvent(happened(rankingPublished, rankingStream(figure), occurredOn, { figure }));
      });
  });
}

function lifeOf(steps: readonly Step[]): NewEvent[] {
  const life = new TownLife();
  steps.forEach((step) => life.take(step));
  return life.events;
}
