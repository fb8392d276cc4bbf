import type { Expectation, StreamFact, StreamRef } from '../event-store/index.ts';
import type { CommissioningEvents } from '../features/commissioning/commissioning.events.ts';
import type { CorrectionEvents } from '../features/corrections/correction.events.ts';
import { carriedOut, type CommandContext, type CommandType } from '../features/shared/command.ts';
import { eventIn, type DecidedEvent } from '../features/shared/event.ts';
import { closedPeriodsOf, requireOpenPeriod } from '../features/shared/periods.ts';
import { requireVillage, type TenantScope } from '../tenancy/index.ts';
import { requireSeen, villageView } from './village-view.ts';

/** A command, as far as it is decided on: what it says, and who says it. */
export interface Asked {
  readonly scope: TenantScope;
  /** Checked against the command's schema. */
  readonly body: unknown;
  readonly metadata: { readonly role: string };
}

/** What a command is decided on. */
export interface Basis {
  readonly context: CommandContext;
  readonly streams: readonly StreamRef[];
  /** All events of the streams, in order of position. */
  readonly events: readonly StreamFact[];
}

/** What a command leads to, where its streams still are as they were. */
export interface Decision {
  readonly events: readonly DecidedEvent[];
  readonly expectations: readonly Expectation[];
}

/**
 * Decides a command. Pure.
 *
 * @throws {Refusal} when a rule forbids it, {OutsideVillage}.
 */
export function decisionOn(
  type: CommandType,
  { scope, body, metadata: { role } }: Asked,
  { context, streams, events }: Basis,
): Decision {
  const view = villageView(scope, events);
  const decided = carriedOut(type, view.seen, body, context);
  requireSeen(view, decided);
  decided.forEach(({ data }) => requireVillage(scope, data));
  requireOpenPeriods(decided, events, { context, role });
  const expectations = streams.map((stream) => ({ stream, version: versionOf(stream, events) }));
  return { events: decided, expectations };
}

/** Whether an event is a county's own, of what it lays down for its towns. */
export function isOfTheCounty({ stream }: { readonly stream: StreamRef }): boolean {
  return OF_THE_COUNTY.has(stream.type);
}

const OF_THE_COUNTY: ReadonlySet<string> = new Set(['policy', 'reporting', 'ranking']);

/** @throws {Refusal} for a fact dated in a period that is closed to whoever records it. */
function requireOpenPeriods(
  decided: readonly DecidedEvent[],
  known: readonly StreamFact[],
  { context, role }: { context: CommandContext; role: string },
): void {
  const { policy, today, tenantCode } = context;
  const closings = {
    town: closedPeriodsOf(known),
    county: policy.closedPeriods,
    exceptions: policy.exceptions,
  };
  const recording = { townCode: tenantCode, today, belowTown: role === 'village-clerk' };
  // A county's own facts are above its closings; to close a period is no fact of that period.
  const facts = decided.filter((event) => !isOfTheCounty(event));
  for (const fact of facts) for (const day of daysOf(fact)) requireOpenPeriod(day, closings, recording);
}

/** The days of which it says something: a correction also of the day of the fact that it corrects. */
function daysOf(decided: DecidedEvent): readonly string[] {
  type Corrections = Pick<CorrectionEvents, 'FactCorrected'> &
    Pick<CommissioningEvents, 'RegistrationCorrected'>;
  const event = eventIn<Corrections>(decided);
  switch (event.type) {
    case 'FactCorrected':
      return [event.occurredOn, event.data.fact.occurredOn];
    case 'RegistrationCorrected':
      return [event.occurredOn, event.data.registeredOn];
    default:
      event satisfies never;
      return [decided.occurredOn];
  }
}

function versionOf(stream: StreamRef, events: readonly StreamFact[]): Expectation['version'] {
  const last = events.findLast((e) => e.stream.type === stream.type && e.stream.id === stream.id);
  return last ? last.stream.version : 'none';
}
