import { createHash, randomUUID } from 'node:crypto';
import {
  append,
  type Append,
  type NewEvent,
  type SqlClient,
  type StreamRef,
} from '../../event-store/index.ts';

/** SHA-256 of a text, hexadecimal: the request hash of a command that is this text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A stream nobody has written to yet. */
export function aStream(type = 'project'): StreamRef {
  return { type, id: randomUUID() };
}

/** An event that differs from an ordinary one only in what a test cares about. */
export function anEvent(differences: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    stream: aStream(),
    type: 'VenuePlanned',
    schemaVersion: 1,
    data: { venueName: '前营村党群服务中心', plannedAreaDm2: 18_000 },
    occurredOn: '2022-03-15',
    metadata: {
      actor: 'clerk',
      role: 'town-clerk',
      source: 'test',
      commandId: randomUUID(),
      correlationId: randomUUID(),
    },
    ...differences,
  };
}

/** A command of one tenant; by default it expects nothing and appends one event to a stream of its own. */
export function anAppend(differences: Partial<Append> & Pick<Append, 'tenantId'>): Append {
  const commandId = differences.commandId ?? randomUUID();
  return { commandId, requestHash: hashOf(commandId), expectations: [], events: [anEvent()], ...differences };
}

/** A stream that so many events of an ordinary kind were appended to. */
export async function aStreamAt(client: SqlClient, tenantId: number, version: number): Promise<StreamRef> {
  const stream = aStream();
  const events = Array.from({ length: version }, () => anEvent({ stream }));
  if (version > 0) await append(client, anAppend({ tenantId, events }));
  return stream;
}
