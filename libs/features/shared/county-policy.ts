import type { StreamFact } from '../../event-store/index.ts';
import type { PolicyEvents } from '../policy/policy.events.ts';
import type { ReportingEvents } from '../reporting/reporting.events.ts';
import { eventIn, type DecidedEvent } from './event.ts';
import type { PlannedProject } from './project-state.ts';
import { defaultStandard, type Procedure, type Standard } from './standard.ts';
import { evolveClosedPeriods, type PeriodException } from './periods.ts';

/** The county lets a venue do without something, until a day. */
export interface Waiver {
  readonly waiverId: string;
  readonly townCode: string;
  readonly venueId: string;
  readonly kind: WaivedRule;
  readonly until: string;
  readonly documentNo: string;
}
export type WaivedRule = 'six-haves' | 'review-rounds';

/** A campaign of the county that targets and projects may be part of. */
export interface Campaign {
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

/** How many venues a town is to complete in a year. */
export interface TownTarget {
  readonly townCode: string;
  readonly year: number;
  readonly venues: number;
  readonly amountFen: number | null;
  readonly campaign: string | null;
}

/** What the county has laid down for its towns: what a town's deciders may know of the county. */
export interface CountyPolicy {
  /** Published standards, by ascending version. */
  readonly standards: readonly Standard[];
  readonly campaigns: readonly Campaign[];
  /** One a town and year, the one set last. */
  readonly targets: readonly TownTarget[];
  readonly waivers: readonly Waiver[];
  /** The periods that the county closed. */
  readonly closedPeriods: readonly string[];
  readonly exceptions: readonly PeriodException[];
}

export const noPolicy: CountyPolicy = {
  standards: [],
  campaigns: [],
  targets: [],
  waivers: [],
  closedPeriods: [],
  exceptions: [],
};

/** What the county has laid down after one more event of its own. */
export function evolvePolicy(policy: CountyPolicy, recorded: StreamFact | DecidedEvent): CountyPolicy {
  const event = eventIn<PolicyEvents & ReportingEvents>(recorded);
  switch (event.type) {
    case 'StandardPublished': {
      const { documentNo: _, ...standard } = event.data;
      return { ...policy, standards: [...policy.standards, standard] };
    }
    case 'CampaignOpened': {
      const { campaign: name, from, until } = event.data;
      return { ...policy, campaigns: [...policy.campaigns, { name, from, until }] };
    }
    case 'WaiverGranted': {
      const { waiverId, townCode, venueId, kind, until, documentNo } = event.data;
      return {
        ...policy,
        waivers: [...policy.waivers, { waiverId, townCode, venueId, kind, until, documentNo }],
      };
    }
    case 'PeriodClosed':
      return { ...policy, closedPeriods: evolveClosedPeriods(policy.closedPeriods, event.data) };
    case 'PeriodExceptionGranted': {
      const { townCode, period, until } = event.data;
      return { ...policy, exceptions: [...policy.exceptions, { townCode, period, until }] };
    }
    case 'TownTargetSet': {
      const { townCode, year, venues, amountFen = null, campaign = null } = event.data;
      const others = policy.targets.filter((one) => one.townCode !== townCode || one.year !== year);
      return { ...policy, targets: [...others, { townCode, year, venues, amountFen, campaign }] };
    }
    default:
      event satisfies never;
      return policy;
  }
}

/** The standard that a project of this day is planned by: the latest that is in force then. */
export function standardInForce({ standards }: CountyPolicy, on: string): Standard {
  return standards.findLast(({ from }) => from <= on) ?? defaultStandard;
}

/** The standard that a project is pinned to. */
export function standardOf({ standards }: CountyPolicy, version: number): Standard {
  return standards.find((standard) => standard.version === version) ?? defaultStandard;
}

/** What a project has to go through, by the standard that it is pinned to. */
export function procedureOf(policy: CountyPolicy, { plan }: PlannedProject): Procedure {
  return standardOf(policy, plan.standardVersion).procedures[plan.buildType];
}

/** The waiver of a rule that a venue has on a day, if it has one. */
export function waiverOf(
  { waivers }: CountyPolicy,
  { townCode, venueId, kind, on }: { townCode: string; venueId: string; kind: WaivedRule; on: string },
): Waiver | undefined {
  return waivers.findLast(
    (one) => one.townCode === townCode && one.venueId === venueId && one.kind === kind && on <= one.until,
  );
}
