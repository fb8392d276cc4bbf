import type { JsonObject, RecordedEvent } from '../../event-store/index.ts';

/** One thing that a county laid down: which, when, by whom, and in what words. */
export interface PolicyRecord {
  readonly position: number;
  readonly type: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  /** The account's id, or the name of the tool that acted, and in which role. */
  readonly recordedBy: { readonly actor: string; readonly role: string };
  readonly data: JsonObject;
}

/** What a county laid down, the latest first. Of a standard only which it is: what it says stands among the standards. */
export function policyRecords(events: readonly RecordedEvent[]): PolicyRecord[] {
  return events
    .map(({ position, type, occurredOn, recordedAt, metadata: { actor, role }, data }) => ({
      position,
      type,
      occurredOn,
      recordedAt,
      recordedBy: { actor, role },
      data: type === 'StandardPublished' ? namedOnly(data) : data,
    }))
    .reverse();
}

/** Some 4 kB of content less for each. */
function namedOnly({ version, from, documentNo }: JsonObject): JsonObject {
  return { version: version!, from: from!, documentNo: documentNo! };
}
