import type { Dice } from '../../../apps/cli/demo/dice.ts';
import { namedId, villageIdOf } from '../../features/shared/streams.ts';
import { buildType, tier } from '../../features/shared/values.ts';

/** A command before it has a key. */
export interface Draft {
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the writers together know of a town. Its ids are numbered, so that all towns have the same ones. */
export class KnownTown {
  readonly villages: string[] = [];
  readonly venues: string[] = [];
  private drawn = 0;

  constructor(readonly code: string) {}

  nextId(kind: string): string {
    this.drawn += 1;
    return namedId(`chaos/${kind}/${this.drawn}`);
  }

  /** Takes note of what was acknowledged. */
  learn({ command, body }: Draft, streamId: string): void {
    if (command === 'register-village') this.villages.push(villageIdOf(body.code as string));
    if (command === 'plan-venue') this.venues.push(streamId);
  }
}

// More than one village, and so few that the writers meet.
const VILLAGES = 4;
// Of the newest projects: old ones are complete or cancelled.
const PROJECTS_IN_HAND = 4;

/** Draws what a clerk might send next: mostly sound, some against what another one does, some nonsense. */
export function draftCommand(town: KnownTown, dice: Dice): Draft {
  const villageId = town.villages.length > 0 ? dice.pick(town.villages) : undefined;
  if (villageId === undefined || (town.villages.length < VILLAGES && dice.chance(0.3)))
    return village(town, dice);
  if (town.venues.length === 0) return plan(town, dice, villageId);
  const venueId = dice.pick(town.venues.slice(-PROJECTS_IN_HAND));
  const kind = dice.weighted({
    village: 2,
    plan: 15,
    allocate: 40,
    step: 36,
    complete: 12,
    cancel: 6,
    train: 20,
    nonsense: 5,
  });
  switch (kind) {
    case 'village':
      return village(town, dice);
    case 'plan':
      return plan(town, dice, villageId);
    case 'allocate':
      return allocate(town, dice, venueId);
    case 'step':
      return step(dice, venueId);
    case 'complete':
      return complete(dice, venueId);
    case 'cancel':
      return {
        command: 'cancel-project',
        body: { occurredOn: '2024-03-01', venueId, reason: '村庄整体搬迁' },
      };
    case 'train':
      return train(town, dice, villageId);
    case 'nonsense':
      return nonsense(town, dice, venueId);
    default:
      return kind satisfies never;
  }
}

/** The same one again and again, so that all but the first are refused. */
function village({ code }: KnownTown, dice: Dice): Draft {
  const village = `${code}${200 + dice.int(1, VILLAGES)}`;
  return {
    command: 'register-village',
    body: { occurredOn: '2023-01-05', code: village, name: `村${village}` },
  };
}

function plan(town: KnownTown, dice: Dice, villageId: string): Draft {
  const budgetFen = dice.int(1_000_000, 90_000_000);
  return {
    command: 'plan-venue',
    body: {
      occurredOn: '2023-02-10',
      // Left out, the id is drawn anew at each attempt: only the key keeps the venue from being planned twice.
      ...(dice.chance(0.7) && { venueId: town.nextId('venue') }),
      villageId,
      venueName: `阵地${dice.int(1, 999)}`,
      year: 2023,
      buildType: dice.pick(buildType.options),
      reason: '面积不足',
      plannedAreaDm2: dice.int(1_000, 90_000),
      budgetFen,
      fundingPlan: { higherFen: budgetFen, townFen: 0, villageFen: 0 },
      targetOn: `2024-${String(dice.int(1, 12)).padStart(2, '0')}-28`,
    },
  };
}

function allocate(town: KnownTown, dice: Dice, venueId: string): Draft {
  return {
    command: 'allocate-funds',
    body: {
      occurredOn: `2024-02-${dice.int(10, 28)}`,
      ...(dice.chance(0.5) && { allocationId: town.nextId('allocation') }),
      venueId,
      tier: dice.pick(tier.options),
      source: dice.pick(['省级财政', '镇级财政', '村集体']),
      amountFen: dice.int(1, 50_000_000),
      kind: dice.pick(['cash', 'in-kind']),
      documentNo: '青财〔2024〕12号',
    },
  };
}

/** One of those that lead to completion where the procedure is short; out of turn it is refused. */
function step(dice: Dice, venueId: string): Draft {
  const body = { occurredOn: '2024-05-10', venueId };
  switch (dice.pick(['start', 'contract', 'acceptance'] as const)) {
    case 'start':
      return { command: 'start-project', body: { ...body, documentNo: '镇政发〔2024〕7号' } };
    case 'contract':
      return {
        command: 'start-construction',
        body: {
          ...body,
          contractor: '宏远建筑公司',
          contractFen: dice.int(1, 900_000),
          plannedEndOn: '2024-06-30',
        },
      };
    case 'acceptance':
      return {
        command: 'inspect-acceptance',
        body: { ...body, acceptors: dice.int(1, 6), passed: dice.chance(0.8), defects: [] },
      };
  }
}

function complete(dice: Dice, venueId: string): Draft {
  const measures = { builtAreaDm2: dice.int(1_000, 90_000), finalCostFen: dice.int(1_000_000, 90_000_000) };
  return {
    command: 'complete-venue',
    body: { occurredOn: '2024-05-20', venueId, ...measures, grade: 'standard' },
  };
}

function train(town: KnownTown, dice: Dice, villageId: string): Draft {
  return {
    command: 'hold-training',
    body: {
      occurredOn: `2024-${String(dice.int(1, 12)).padStart(2, '0')}-${dice.int(10, 28)}`,
      ...(dice.chance(0.5) && { trainingId: town.nextId('training') }),
      villageId,
      platform: dice.int(1, 7),
      topic: '果树修剪',
      host: 'school',
      startTime: `${dice.int(10, 19)}:${dice.pick(['00', '30'])}`,
      hours: dice.int(1, 8) / 2,
      members: dice.int(1, 40),
      public: dice.int(0, 200),
    },
  };
}

function nonsense(town: KnownTown, dice: Dice, venueId: string): Draft {
  const sound = allocate(town, dice, venueId);
  return dice.pick([
    { ...sound, body: { ...sound.body, amountFen: -1 } },
    { ...sound, body: { ...sound.body, venueId: namedId('chaos/no such venue') } },
    { ...sound, body: { ...sound.body, kind: 'labour' } },
    { ...sound, body: { ...sound.body, occurredOn: '2022-01-01' } },
    plan(town, dice, namedId('chaos/no such village')),
  ]);
}
