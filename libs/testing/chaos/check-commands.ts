import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '../../event-store/index.ts';
import type { IssuedCommand } from './journal.ts';
import { groupedBy, type RecordedHistory } from './recorded-history.ts';

/**
 * What is wrong between the commands that were issued and the events that are recorded: an acknowledged command is there
 * once, with the very events that were acknowledged; a refused one is not; any other one is there once or not at all; and
 * nothing else is there. Every command of the mix makes one event.
 */
export function checkCommands(history: RecordedHistory, commands: readonly IssuedCommand[]): string[] {
  const codeOf = (tenantId: number) => history.tenants.get(tenantId)!.code;
  const name = (townCode: string, commandId: string) => `${commandId} of ${townCode}`;
  const issued = new Map(commands.map((one) => [name(one.townCode, one.key), one]));
  const recorded = groupedBy(history.events, ({ tenantId, metadata }) =>
    name(codeOf(tenantId), metadata.commandId),
  );
  const receipts = groupedBy(history.receipts, ({ tenantId, commandId }) =>
    name(codeOf(tenantId), commandId),
  );

  const faults: string[] = [];
  for (const [command, one] of issued) {
    faults.push(...checkOne(one, recorded.get(command) ?? []).map((fault) => `${command} ${fault}`));
  }
  for (const [command, events] of recorded) {
    if (!issued.has(command)) faults.push(`${command} is recorded and nobody issued it`);
    const spans = (receipts.get(command) ?? []).map(({ first, last }) => [first, last]);
    const span = [events[0]!.position, events.at(-1)!.position];
    if (!isDeepStrictEqual(spans, [span]))
      faults.push(
        `${command} is recorded at ${span.join('–')} and has the receipts ${JSON.stringify(spans)}`,
      );
  }
  for (const command of receipts.keys())
    if (!recorded.has(command)) faults.push(`${command} has a receipt and no event`);
  return faults;
}

function checkOne({ body, fate, unanswered }: IssuedCommand, events: readonly RecordedEvent[]): string[] {
  const faults = events
    .filter((event) => !says(event, body))
    .map(({ position }) => `says something else at ${position}`);
  if (events.length > 1) faults.push(`is recorded ${events.length} times`);
  if (fate.kind === 'refused' && unanswered === 0 && events.length > 0)
    faults.push(`was refused (${fate.code}) and is recorded`);
  if (fate.kind === 'acknowledged') {
    const found = events.map(({ id, type, stream, position }) => ({
      id,
      type,
      streamId: stream.id,
      version: stream.version,
      position,
    }));
    if (!isDeepStrictEqual(found, fate.events))
      faults.push(
        `was acknowledged as ${JSON.stringify(fate.events)} and is recorded as ${JSON.stringify(found)}`,
      );
    if (fate.position !== fate.events.at(-1)?.position) faults.push('was acknowledged at another position');
  }
  return faults;
}

/** Whether the event holds everything that the command's body said. */
function says({ occurredOn, data }: RecordedEvent, body: IssuedCommand['body']): boolean {
  return Object.entries(body).every(([field, value]) =>
    field === 'occurredOn' ? occurredOn === value : isDeepStrictEqual(data[field], value),
  );
}
