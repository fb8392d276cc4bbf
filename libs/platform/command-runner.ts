import { setTimeout as sleep } from 'node:timers/promises';
import {
  CommandIdReused,
  upcast,
  VersionConflict,
  type AppendResult,
  type Expectation,
  type NewEvent,
  type RecordedEvent,
  type StreamRef,
  type Upcasters,
} from '../event-store/index.ts';
import type { CommissioningEvents } from '../features/commissioning/commissioning.events.ts';
import type { CorrectionEvents } from '../features/corrections/correction.events.ts';
import { carriedOut, type CommandContext, type CommandType } from '../features/shared/command.ts';
import { eventIn, type DecidedEvent } from '../features/shared/event.ts';
import { closedPeriodsOf, requireOpenPeriod } from '../features/shared/periods.ts';
import { reportingStream } from '../features/shared/streams.ts';
import { requireVillage, type TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { keptPersons } from '../persons/index.ts';
import type { CountyPolicies } from './county-policies.ts';
import { requireSeen, villageView } from './village-view.ts';
import { requireAttachments, type NamesAttachments } from './named-attachments.ts';
import { newUuid } from './new-uuid.ts';

// Two clerks at one project meet once; four in a row mean that something else is wrong.
const RETRIES = 3;
const SPREAD_MS = 20;

/** A command with everything that surrounds it. */
export interface IssuedCommand {
  readonly scope: TenantScope;
  /** Checked against the command's schema. */
  readonly body: unknown;
  readonly commandId: string;
  /** SHA-256 of the request, hexadecimal. */
  readonly requestHash: string;
  readonly context: Omit<CommandContext, 'policy'>;
  readonly metadata: { actor: string; role: string; source: string; correlationId: string };
}

export interface CommandResult {
  readonly commandId: string;
  /** Position of the command's last event. */
  readonly position: number;
  /** Whether this id was carried out before and nothing was written now. */
  readonly repeated: boolean;
  readonly events: readonly {
    id: string;
    type: string;
    streamId: string;
    version: number;
    position: number;
  }[];
}

/** What was recorded, told to whoever watches: metrics, doorbells. */
export type OnAppended = (tenantId: number, seconds: number) => void;

/** Loads the streams, decides, appends; once more when a stream moved meanwhile. */
export class CommandRunner {
  constructor(
    private readonly database: TenantDatabase,
    private readonly upcasters: Upcasters,
    private readonly policies: CountyPolicies,
    private readonly onAppended: OnAppended,
  ) {}

  /**
   * Carries out a command exactly once, however often it is sent.
   *
   * @throws {Refusal} when a rule forbids it, {OutsideVillage}, {CommandIdReused}, {TenantSuspended}, or {VersionConflict} when the
   *   streams kept moving.
   */
  async run(type: CommandType, command: IssuedCommand): Promise<CommandResult> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.attempt(type, command);
      } catch (error) {
        if (!(error instanceof VersionConflict) || attempt === RETRIES) throw error;
        // Those who met must not meet again.
        await sleep(Math.random() * SPREAD_MS * (attempt + 1));
      }
    }
  }

  private async attempt(type: CommandType, command: IssuedCommand): Promise<CommandResult> {
    const { scope, commandId, requestHash } = command;
    // Before anything is read: what a refusal says of another village would already tell of it.
    requireVillage(scope, command.body as Record<string, unknown>);
    const context = { ...command.context, policy: await this.policies.of(scope) };
    const streams = withReporting(type.streams(command.body, context));
    const loaded = await this.load(command, streams);
    if ('repeated' in loaded) return loaded.repeated;
    await this.requirePersons(type, command);
    await requireAttachments(this.database, scope, command.body as NamesAttachments);

    const view = villageView(scope, loaded.events);
    const decided = carriedOut(type, view.seen, command.body, context);
    requireSeen(view, decided);
    decided.forEach(({ data }) => requireVillage(scope, data));
    requireOpenPeriods(decided, loaded.events, { context, role: command.metadata.role });
    const expectations = streams.map((stream) => ({ stream, version: versionOf(stream, loaded.events) }));
    const events = decided.map((event) => this.newEvent(event, command));
    const started = performance.now();
    const result = await this.database.append(scope, {
      tenantId: scope.tenantId,
      commandId,
      requestHash,
      expectations,
      events,
    });
    this.onAppended(scope.tenantId, (performance.now() - started) / 1000);
    if (events.some(({ stream }) => OF_THE_COUNTY.has(stream.type))) this.policies.forget();
    // A twin of this command was faster: answer with what it recorded.
    if (result.outcome === 'repeated') return this.attempt(type, command);
    return commandResult(commandId, result, events, expectations);
  }

  /** @throws {Refusal} for a person whom the command brings in, and the town does not have. */
  private async requirePersons(type: CommandType, { scope, body }: IssuedCommand): Promise<void> {
    const named = type.persons?.(body) ?? [];
    if (named.length === 0) return;
    const kept = await keptPersons(
      this.database,
      scope,
      named.map(({ personId }) => personId),
    );
    const unknown = named.find(({ personId }) => !kept.has(personId));
    if (!unknown) return;
    throw new Refusal(
      'person.unknown',
      { zh: '本镇人员名单中没有此人（或资料已删除）', en: 'the town has no such person, or has erased them' },
      { zh: '请先登记人员', en: 'enter the person first' },
      unknown.pointer,
    );
  }

  /** The streams' events, or the earlier result of this command. */
  private async load(
    { scope, commandId, requestHash }: IssuedCommand,
    streams: readonly StreamRef[],
  ): Promise<{ events: RecordedEvent[] } | { repeated: CommandResult }> {
    const { tenantId } = scope;
    const state = await this.database.commandState(scope, { tenantId, commandId, streams });
    const events = state.events.map((event) => upcast(event, this.upcasters));
    if (!state.receipt) return { events };
    if (state.receipt.requestHash !== requestHash) throw new CommandIdReused(commandId);
    return {
      repeated: {
        commandId,
        position: state.receipt.lastPosition,
        repeated: true,
        events: events.map((e) => ({
          id: e.id,
          type: e.type,
          streamId: e.stream.id,
          version: e.stream.version,
          position: e.position,
        })),
      },
    };
  }

  private newEvent(event: DecidedEvent, { commandId, metadata }: IssuedCommand): NewEvent {
    return { ...event, id: newUuid(), metadata: { ...metadata, commandId } };
  }
}

/** Which periods are closed stands in a stream of its own, which none may change while a fact is recorded. */
function withReporting(streams: readonly StreamRef[]): readonly StreamRef[] {
  const reporting = reportingStream();
  return streams.some(({ type }) => type === reporting.type) ? streams : [...streams, reporting];
}

/** @throws {Refusal} for a fact dated in a period that is closed to whoever records it. */
function requireOpenPeriods(
  decided: readonly DecidedEvent[],
  known: readonly RecordedEvent[],
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
  const facts = decided.filter(({ stream }) => !OF_THE_COUNTY.has(stream.type));
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

const OF_THE_COUNTY: ReadonlySet<string> = new Set(['policy', 'reporting', 'ranking']);

function versionOf(stream: StreamRef, events: readonly RecordedEvent[]): Expectation['version'] {
  const last = events.findLast((e) => e.stream.type === stream.type && e.stream.id === stream.id);
  return last ? last.stream.version : 'none';
}

function commandResult(
  commandId: string,
  { firstPosition, lastPosition }: AppendResult,
  events: readonly NewEvent[],
  expectations: readonly Expectation[],
): CommandResult {
  const next = new Map(
    expectations.map(({ stream, version }) => [
      `${stream.type} ${stream.id}`,
      Number(version === 'none' ? 0 : version),
    ]),
  );
  return {
    commandId,
    position: lastPosition,
    repeated: false,
    events: events.map(({ id, type, stream }, i) => {
      const key = `${stream.type} ${stream.id}`;
      const version = (next.get(key) ?? 0) + 1;
      next.set(key, version);
      return { id, type, streamId: stream.id, version, position: firstPosition + i };
    }),
  };
}
