import { standardInForce, standardOf, type Waiver } from '../shared/county-policy.ts';
import { daysAfter, daysBetween } from '../shared/days.ts';
import type { BuildType } from '../shared/values.ts';
import { alerts, venueRows, type AlertsDb } from './alerts.view.ts';
import { stageClock } from './stage-clock.ts';
import { projectRows, type ProjectRow, type Watch } from './watched-projects.ts';

/** Something that is to be done by a day. */
export interface DueItem {
  readonly kind: 'target' | 'contract-end' | 'stage' | 'defects' | 'review' | 'discussion' | 'waiver';
  readonly venueId: string;
  readonly villageId: string;
  readonly villageName: string | null;
  readonly name: string;
  readonly dueOn: string;
  readonly daysLeft: number;
}

/** What a town, or one village of it, has to do: its alerts, and what is due soon, the nearest first. */
export async function toDo(db: AlertsDb, filter: { villageId?: string | undefined }, watch: Watch) {
  const rows = await projectRows(db, filter).execute();
  const { dueWithinDays } = standardInForce(watch.policy, watch.today).thresholds;
  const dueItems = [...rows.flatMap((row) => dueOf(row, watch)), ...(await waiversOf(db, filter, watch))];
  return {
    ...(await alerts(db, filter, watch)),
    due: dueItems
      .filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= dueWithinDays)
      .sort((a, b) => a.daysLeft - b.daysLeft || (a.venueId < b.venueId ? -1 : 1)),
  };
}

function dueOf(row: ProjectRow, { policy, today }: Watch): DueItem[] {
  const standard = standardOf(policy, row.standardVersion);
  const { thresholds, procedures } = standard;
  const due = (kind: DueItem['kind'], dueOn: string | null): DueItem[] =>
    dueOn === null ? [] : [placed(row, kind, dueOn, today)];
  if (row.stage === 'cancelled' || row.suspendedOn) return [];
  const clock = stageClock(row, standard, today);
  const isOpen = row.completedOn === null;
  const isReviewed = row.stage === 'preparing' && row.finalisedOn === null;
  const rounds = procedures[row.buildType as BuildType]?.reviewRounds ?? 0;
  const within = (since: string | null, days: number) => since && daysAfter(since, days);
  return [
    ...due('target', isOpen ? row.targetOn : null),
    ...due('contract-end', isOpen ? row.plannedEndOn : null),
    ...due('stage', clock && daysAfter(today, clock.limit - clock.days)),
    ...due('defects', within(row.oldestDefectOn, thresholds.defectDays)),
    ...(isReviewed && row.roundsDone < rounds ? nextInRound(row, thresholds.roundStuckDays, due) : []),
  ];
}

/** A design that was handed in waits for its review; a review that it passed, or a discussion that was not carried, for the villagers. */
function nextInRound(
  { roundState, submittedOn, reviewedOn, discussedOn }: ProjectRow,
  days: number,
  due: (kind: DueItem['kind'], dueOn: string | null) => DueItem[],
): DueItem[] {
  if (roundState === 'submitted' && submittedOn) return due('review', daysAfter(submittedOn, days));
  if (roundState === 'passed' && reviewedOn) return due('discussion', daysAfter(reviewedOn, days));
  if (roundState === 'not-carried' && discussedOn) return due('discussion', daysAfter(discussedOn, days));
  return [];
}

/** The waivers of the town's venues that end. A later one of the same kind takes the place of an earlier. */
async function waiversOf(
  db: AlertsDb,
  { villageId }: { villageId?: string | undefined },
  { policy, towns, today }: Watch,
): Promise<DueItem[]> {
  const latest = new Map<string, Waiver>();
  for (const waiver of policy.waivers)
    if (towns.some(({ code }) => code === waiver.townCode))
      latest.set(`${waiver.venueId}/${waiver.kind}`, waiver);
  if (latest.size === 0) return [];
  const venues = await venueRows(db)
    .where('venue.venueId', 'in', [...new Set([...latest.values()].map(({ venueId }) => venueId))])
    .where('venue.stage', 'not in', ['retired', 'moved'])
    .$if(villageId !== undefined, (query) => query.where('venue.villageId', '=', villageId!))
    .execute();
  return [...latest.values()].flatMap(({ venueId, until }) =>
    venues.filter((venue) => venue.venueId === venueId).map((venue) => placed(venue, 'waiver', until, today)),
  );
}

type Placed = Pick<ProjectRow, 'venueId' | 'villageId' | 'villageName' | 'name'>;

function placed(row: Placed, kind: DueItem['kind'], dueOn: string, today: string): DueItem {
  const { venueId, villageId, villageName, name } = row;
  return { kind, venueId, villageId, villageName, name, dueOn, daysLeft: daysBetween(today, dueOn) };
}
