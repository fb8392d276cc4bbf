import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '../event-store/index.ts';
import { candidateBodies } from '../testing/candidate-bodies.ts';
import { VENUE_ID, VILLAGE } from '../testing/example-commands.ts';
import { facts } from '../testing/example-facts.ts';
import { given, recorded, TOWN } from '../testing/given.ts';
import { nextSteps, stepCommands, type NextStep } from './next-steps.ts';
import { noPolicy, type CountyPolicy } from './shared/county-policy.ts';
import { routeName } from './shared/command.ts';
import { evolveProject, unplanned } from './shared/project-state.ts';
import { namedId } from './shared/streams.ts';
import { evolveVenue, noVenue } from './shared/venue-state.ts';

const TODAY = '2024-06-15';
/** Every other county waives the six haves. */
const WAIVING: CountyPolicy = {
  ...noPolicy,
  waivers: [
    {
      waiverId: namedId('waiver'),
      townCode: TOWN,
      venueId: VENUE_ID,
      kind: 'six-haves',
      until: '2024-12-31',
      documentNo: '县组〔2024〕7号',
    },
  ],
};

/** What usually happens to a venue, from the need for it to its end. */
const USUAL_LIFE = [
  ...['assess-needs', 'plan-venue', 'start-project', 'select-site'],
  ...Array<string>(4).fill('record-decision'),
  'submit-design',
  ...Array.from({ length: 3 }, () => ['review-design', 'hold-villager-discussion']).flat(),
  ...[
    'finalise-design',
    'suspend-project',
    'resume-project',
    'allocate-funds',
    'receive-funds',
    'disburse-funds',
  ],
  ...['start-construction', 'report-progress', 'inspect-acceptance', 'rectify-defect', 'complete-venue'],
  ...['register-venue', 'assess-six-haves'],
  ...Array<string>(3).fill('assign-responsibility'),
  ...['commission-venue', 'settle-project', 'designate-venue', 'retire-venue'],
];

/** The command that a refusal sends to; the others say that there is nothing to be done here any more. */
const SENDS_TO: Readonly<Record<string, string>> = {
  'project.unknown': 'plan-venue',
  'project.not-started': 'start-project',
  'project.suspended': 'resume-project',
  'project.cancelled': 'correct-fact',
  'project.settled': 'correct-fact',
  'venue.already-completed': 'correct-fact',
  'design.not-submitted': 'submit-design',
  'design.awaits-new-version': 'submit-design',
  'design.review-missing': 'review-design',
  'design.discussion-missing': 'hold-villager-discussion',
  'design.awaits-discussion': 'hold-villager-discussion',
  'design.rounds-over': 'finalise-design',
  'design.already-finalised': 'start-construction',
  'decision.all-carried': 'start-construction',
  'decision.step-missing': 'record-decision',
  'construction.site-missing': 'select-site',
  'construction.design-not-final': 'finalise-design',
  'construction.money-not-secured': 'allocate-funds',
  'construction.not-started': 'start-construction',
  'construction.not-inspected': 'inspect-acceptance',
  'construction.not-accepted': 'inspect-acceptance',
  'construction.too-few-acceptors': 'inspect-acceptance',
  'construction.defect-open': 'rectify-defect',
  'funds.nothing-to-receive': 'allocate-funds',
  'funds.nothing-to-disburse': 'receive-funds',
  'settlement.not-complete': 'complete-venue',
  'settlement.below-payments': 'reverse-funds',
  'venue.not-completed': 'complete-venue',
  'venue.not-registered': 'register-venue',
  'venue.condition-d': 'assess-venue-condition',
  'venue.six-haves-not-assessed': 'assess-six-haves',
  'venue.six-haves-missing': 'assess-six-haves',
  'venue.no-one-for-use': 'assign-responsibility',
  'venue.no-one-for-maintenance': 'assign-responsibility',
  'venue.no-one-for-safety': 'assign-responsibility',
};

/** Where somebody arrives who does what the refusals say, one after the other: never twice at the same command. */
function arrivesAt(steps: readonly NextStep[], from: string, past: readonly string[] = []): NextStep {
  expect(past).not.toContain(from);
  const step = steps.find(({ command }) => command === from)!;
  const next = SENDS_TO[step.blockers[0]?.code ?? ''];
  return next === undefined ? step : arrivesAt(steps, next, [...past, from]);
}

/** A venue's life, told by what may happen at each moment. */
class Life {
  readonly events: RecordedEvent[] = [recorded(facts.villageRegistered, namedId('0'))];

  constructor(private readonly policy: CountyPolicy) {}

  /** What comes of each valid body that may be sent now. */
  private outcomes(route: string) {
    const standing = {
      venueId: VENUE_ID,
      villageId: VILLAGE.id,
      project: this.events.reduce(evolveProject, unplanned),
      venue: this.events.reduce(evolveVenue, noVenue),
      on: TODAY,
    };
    const type = stepCommands.find(({ name }) => routeName(name) === route)!;
    const context = { today: TODAY, policy: this.policy, newId: namedId(`new/${this.events.length}`) };
    return candidateBodies(route, standing)
      .map((body) => given(...this.events).when(type, body, context))
      .filter((outcome) => !('invalid' in outcome));
  }

  /** A command is carried out in one of the ways in which it can be. @returns whether it can. */
  goOn(route: string, which = 0): boolean {
    const accepted = this.outcomes(route).flatMap((outcome) => ('events' in outcome ? [outcome.events] : []));
    for (const event of accepted[which % accepted.length] ?? [])
      this.events.push(recorded(event, namedId(String(this.events.length))));
    return accepted.length > 0;
  }

  steps(): NextStep[] {
    const { policy } = this;
    return nextSteps(this.events, { today: TODAY, tenantCode: TOWN, policy, venueId: VENUE_ID });
  }

  /**
   * Every command does what is said of it: it is refused with the first that stands against it, or can be carried out.
   *
   * @returns the commands that can.
   */
  check(): string[] {
    return this.steps().flatMap(({ command, blockers: [first] }) => {
      const outcomes = this.outcomes(command);
      const refused = outcomes.map((outcome) => ('refused' in outcome ? outcome.refused : 'accepted'));
      if (first) expect([command, ...new Set(refused)]).toEqual([command, first.code]);
      else expect([command, ...refused]).toContain('accepted');
      return first ? [] : [command];
    });
  }
}

const detour = fc.record({
  after: fc.nat({ max: USUAL_LIFE.length }),
  command: fc.constantFrom(...stepCommands.map(({ name }) => routeName(name))),
  which: fc.nat({ max: 20 }),
});
const lives = fc.record({
  policy: fc.constantFrom(noPolicy, WAIVING),
  length: fc.nat({ max: USUAL_LIFE.length }),
  detours: fc.array(detour, { maxLength: 6 }),
});

interface Told {
  readonly policy: CountyPolicy;
  /** How much of the usual life. */
  readonly length: number;
  readonly detours: readonly { readonly after: number; readonly command: string; readonly which: number }[];
}

/** A part of the usual life, with whatever else could happen meanwhile. */
function lived({ policy, length, detours }: Told): Life {
  const life = new Life(policy);
  for (const [i, usual] of USUAL_LIFE.slice(0, length).entries()) {
    life.goOn(usual);
    for (const { command, which } of detours.filter(({ after }) => after === i)) life.goOn(command, which);
  }
  return life;
}

describe('what is said to be next', () => {
  it('is what each command answers, at every moment of a usual life', () => {
    const life = new Life(noPolicy);
    const allowed = new Set(life.check());
    for (const command of USUAL_LIFE) {
      expect([command, life.goOn(command)]).toEqual([command, true]);
      life.check().forEach((one) => allowed.add(one));
    }
    expect([...allowed].sort()).toEqual(stepCommands.map(({ name }) => routeName(name)).sort());
  });

  it('is what each command answers, whatever else has happened', () => {
    fc.assert(
      fc.property(lives, (life) => void lived(life).check()),
      { numRuns: 25 },
    );
  });

  it('sends whoever is refused to something that can be done', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const steps = lived(life).steps();
        for (const { command, blockers } of steps)
          if (SENDS_TO[blockers[0]?.code ?? '']) expect(arrivesAt(steps, command).blockers).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
