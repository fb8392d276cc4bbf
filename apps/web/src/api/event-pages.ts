import type { FigureOrigin, ReportOrigin, RowOrigin } from '../origins/origin.ts';
import { read } from './http.ts';
import type { EventPage, FigureEventPage, RowEventPage } from './types.ts';
import { withQuery } from './with-query.ts';

/** The events of a village, or of one of its venues. */
export interface VillageEventsOf {
  townCode: string;
  villageId: string;
  venueId?: string | undefined;
  /** Only events of these types. */
  type?: readonly string[] | undefined;
}

/** Which stretch of a list is read. */
export interface Stretch<After> {
  asOf: string | undefined;
  after: After | null;
  limit: number;
  signal?: AbortSignal;
}

/** Events of a village, the newest first. */
export function readVillageEvents(of: VillageEventsOf, { signal, ...stretch }: Stretch<number>) {
  const { townCode, ...which } = of;
  const query = { order: 'desc', ...which, ...stretch };
  return read<EventPage>(withQuery(`/towns/${townCode}/events`, query), signal);
}

/** Events that made a figure, the latest day first. */
export function readFigureEvents(
  origin: FigureOrigin | ReportOrigin,
  { signal, ...stretch }: Stretch<string>,
) {
  if (origin.kind === 'report') {
    // Its address says already up to which day.
    const { after, limit } = stretch;
    return read<FigureEventPage>(withQuery(origin.events, { after, limit }), signal);
  }
  const { view, figure, part } = origin;
  return read<FigureEventPage>(withQuery(`${view}/events`, { figure, ...part, ...stretch }), signal);
}

/** Events that changed columns of a row, in the order of recording. */
export function readRowEvents(
  { townCode, view, rowId, columns }: RowOrigin,
  { signal, ...stretch }: Stretch<number>,
) {
  const query = { column: columns.join(','), ...stretch };
  return read<RowEventPage>(withQuery(`/towns/${townCode}/views/${view}/${rowId}/events`, query), signal);
}

/** A list to its end, page after page. */
export async function allPages<Row, After>(
  readPage: (after: After | null) => Promise<{ data: Row[]; next: After | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: After | null = null;
  do {
    const page = await readPage(after);
    rows.push(...page.data);
    after = page.next;
  } while (after !== null);
  return rows;
}
