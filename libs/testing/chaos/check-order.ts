import type { RecordedEvent } from '../../event-store/index.ts';
import { groupedBy, type RecordedHistory } from './recorded-history.ts';

/** What is wrong with the numbers: positions 1, 2, 3 … in each tenant, versions in each stream, ids once, time forward. */
export function checkOrder({ events }: RecordedHistory): string[] {
  const faults: string[] = [];
  for (const [tenant, own] of groupedBy(events, ({ tenantId }) => `tenant ${tenantId}`)) {
    faults.push(...gaps(own, ({ position }) => position).map((fault) => `${tenant}: position ${fault}`));
    const times = own.map(({ recordedAt }) => recordedAt);
    if (times.some((time, i) => i > 0 && time < times[i - 1]!))
      faults.push(`${tenant}: recorded_at runs back`);
    if (new Set(own.map(({ id }) => id)).size < own.length)
      faults.push(`${tenant}: an event id is there twice`);
  }
  const streams = groupedBy(
    events,
    ({ tenantId, stream }) => `tenant ${tenantId}, ${stream.type} ${stream.id}`,
  );
  for (const [stream, own] of streams)
    faults.push(...gaps(own, (event) => event.stream.version).map((fault) => `${stream}: version ${fault}`));
  return faults;
}

/** Where numbers that must be 1, 2, 3 … in this order are not. */
function gaps(events: readonly RecordedEvent[], numberOf: (event: RecordedEvent) => number): string[] {
  const at = events.findIndex((event, i) => numberOf(event) !== i + 1);
  return at < 0 ? [] : [`${at + 1} is missing: ${numberOf(events[at]!)} stands there`];
}

/** What is wrong with the projects: what two clerks at one of them must never bring about. */
export function checkProjects({ events }: RecordedHistory): string[] {
  const faults: string[] = [];
  const projects = groupedBy(
    events.filter(({ stream }) => stream.type === 'project'),
    ({ tenantId, stream }) => `project ${stream.id} of tenant ${tenantId}`,
  );
  for (const [project, own] of projects) {
    const types = own.map(({ type }) => type);
    const count = (type: string) => types.filter((one) => one === type).length;
    if (types[0] !== 'VenuePlanned' || count('VenuePlanned') !== 1)
      faults.push(`${project} is not planned once`);
    if (count('VenueCompleted') + count('ProjectStatusChanged') > 1) faults.push(`${project} ended twice`);
    const cancelled = types.indexOf('ProjectStatusChanged');
    if (cancelled >= 0 && types.lastIndexOf('FundsAllocated') > cancelled)
      faults.push(`${project} got funds after it was cancelled`);
    const allocations = own.flatMap(({ data }) => data.allocationId ?? []);
    if (new Set(allocations).size < allocations.length) faults.push(`${project} has an allocation twice`);
  }
  return faults;
}
