import { setTimeout as sleep } from 'node:timers/promises';
import {
  CommandIdReused,
  upcast,
  VersionConflict,
  type NewEvent,
  type StreamFact,
  type StreamRef,
  type Upcasters,
} from '../event-store/index.ts';
import type { CommandContext, CommandType } from '../features/shared/command.ts';
import type { DecidedEvent } from '../features/shared/event.ts';
import { reportingStream } from '../features/shared/streams.ts';
import { requireVillage, type TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { keptPersons } from '../persons/index.ts';
import type { CountyPolicies } from './county-policies.ts';
import { decisionOn, isOfTheCounty, type Basis, type Decision } from './decision.ts';
import { KnownStreams } from './known-streams.ts';
import { requireAttachments, type NamesAttachments } from './named-attachments.ts';
import { newUuid } from './new-uuid.ts';
import { recordedFacts } from './recorded-facts.ts';

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

/**
 * Decides on what is known of the streams and appends; loads them when that does not do, and once more when a stream moved
 * meanwhile.
 */
export class CommandRunner {
  private readonly known = new KnownStreams();

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
    // Before anything is read: what a refusal says of another village would already tell of it.
    requireVillage(command.scope, command.body as Record<string, unknown>);
    const result = await this.onKnown(type, command);
    if (result) return result;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.onLoaded(type, command);
      } catch (error) {
        if (!(error instanceof VersionConflict) || attempt === RETRIES) throw error;
        // Those who met must not meet again.
        await sleep(Math.random() * SPREAD_MS * (attempt + 1));
      }
    }
  }

  /**
   * Carries out a command without a load. What is known may be outdated, so nothing but a success counts; what went wrong
   * otherwise than by the streams' state is thrown, above all an append of which nobody knows whether it was carried out.
   *
   * @returns null when the streams are to be loaded.
   */
  private async onKnown(type: CommandType, command: IssuedCommand): Promise<CommandResult | null> {
    const { tenantId } = command.scope;
    const asked = await this.surroundings(type, command);
    const events = this.known.of(tenantId, asked.streams);
    if (!events) return null;
    const decision = decisionOrNull(type, command, { ...asked, events });
    const result = decision && (await this.recordIfAllowed(type, command, decision));
    if (!result) this.known.forget(tenantId, asked.streams);
    return result;
  }

  private async recordIfAllowed(
    type: CommandType,
    command: IssuedCommand,
    decision: Decision,
  ): Promise<CommandResult | null> {
    try {
      await this.requireNamed(type, command);
      return await this.record(command, decision);
    } catch (error) {
      if (error instanceof Refusal || error instanceof VersionConflict) return null;
      throw error;
    }
  }

  private async onLoaded(type: CommandType, command: IssuedCommand): Promise<CommandResult> {
    const asked = await this.surroundings(type, command);
    const loaded = await this.load(command, asked.streams);
    if ('repeated' in loaded) return loaded.repeated;
    await this.requireNamed(type, command);
    const decision = decisionOn(type, command, { ...asked, ...loaded });
    const result = await this.record(command, decision);
    // A twin of this command was faster: answer with what it recorded.
    return result ?? this.onLoaded(type, command);
  }

  private async surroundings(
    type: CommandType,
    { scope, body, context: issued }: IssuedCommand,
  ): Promise<Omit<Basis, 'events'>> {
    const context = { ...issued, policy: await this.policies.of(scope) };
    return { context, streams: withReporting(type.streams(body, context)) };
  }

  /** @throws {Refusal} for a person or an attachment that the town does not have. */
  private async requireNamed(type: CommandType, command: IssuedCommand): Promise<void> {
    await this.requirePersons(type, command);
    await requireAttachments(this.database, command.scope, command.body as NamesAttachments);
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

  /**
   * The streams' events, or the earlier result of this command.
   *
   * @throws {CommandIdReused}
   */
  private async load(
    { scope, commandId, requestHash }: IssuedCommand,
    streams: readonly StreamRef[],
  ): Promise<{ events: readonly StreamFact[] } | { repeated: CommandResult }> {
    const { tenantId } = scope;
    const { receipt, events: stored } = await this.database.commandState(scope, {
      tenantId,
      commandId,
      streams,
    });
    const events = stored.map((event) => upcast(event, this.upcasters));
    if (!receipt) {
      this.known.learn(tenantId, streams, events);
      return { events };
    }
    if (receipt.requestHash !== requestHash) throw new CommandIdReused(commandId);
    return { repeated: commandResult(commandId, events, { position: receipt.lastPosition, repeated: true }) };
  }

  /** Appends what was decided; null when the command was carried out before. @throws {VersionConflict} and others. */
  private async record(
    command: IssuedCommand,
    { events: decided, expectations }: Decision,
  ): Promise<CommandResult | null> {
    const { scope, commandId, requestHash } = command;
    const { tenantId } = scope;
    const events = decided.map((event) => this.newEvent(event, command));
    const started = performance.now();
    const appended = await this.database.append(scope, {
      tenantId,
      commandId,
      requestHash,
      expectations,
      events,
    });
    this.onAppended(tenantId, (performance.now() - started) / 1000);
    if (events.some(isOfTheCounty)) this.policies.forget();
    if (appended.outcome === 'repeated') return null;
    const facts = recordedFacts(events, expectations, appended.firstPosition);
    this.known.recorded(
      tenantId,
      facts.map((fact) => upcast(fact, this.upcasters)),
    );
    return commandResult(commandId, facts, { position: appended.lastPosition, repeated: false });
  }

  private newEvent(event: DecidedEvent, { commandId, metadata }: IssuedCommand): NewEvent {
    return { ...event, id: newUuid(), metadata: { ...metadata, commandId } };
  }
}

/** Null for what is only told when it was decided on what was just loaded: an error, and that nothing is to be recorded. */
function decisionOrNull(type: CommandType, command: IssuedCommand, basis: Basis): Decision | null {
  try {
    const decision = decisionOn(type, command, basis);
    return decision.events.length > 0 ? decision : null;
  } catch {
    return null;
  }
}

/** Which periods are closed stands in a stream of its own, which none may change while a fact is recorded. */
function withReporting(streams: readonly StreamRef[]): readonly StreamRef[] {
  const reporting = reportingStream();
  return streams.some(({ type }) => type === reporting.type) ? streams : [...streams, reporting];
}

function commandResult(
  commandId: string,
  events: readonly StreamFact[],
  { position, repeated }: Pick<CommandResult, 'position' | 'repeated'>,
): CommandResult {
  return {
    commandId,
    position,
    repeated,
    events: events.map(({ id, type, stream, position: at }) => ({
      id,
      type,
      streamId: stream.id,
      version: stream.version,
      position: at,
    })),
  };
}
