import * as commissioning from './commissioning/commissioning.events.ts';
import * as construction from './construction/construction.events.ts';
import { factCorrected } from './corrections/correction.events.ts';
import * as funds from './funds/funds.events.ts';
import * as mergers from './mergers/merger.events.ts';
import { officerChanged } from './officers/officer.events.ts';
import * as policy from './policy/policy.events.ts';
import * as preparation from './preparation/preparation.events.ts';
import * as programme from './programme/programme.events.ts';
import { rankingPublished, rankingWithdrawn } from './rankings/ranking.events.ts';
import * as reporting from './reporting/reporting.events.ts';
import type { EventType } from './shared/event.ts';
import { trainingHeld } from './trainings/training.events.ts';
import { projectStatusChanged, venueCompleted, venuePlanned } from './venues/venue.events.ts';
import {
  villageAbsorbed,
  villageMerged,
  villageProfileUpdated,
  villageRegistered,
} from './villages/village.events.ts';

/** Every type of event by its feature, in the order of a venue's life. */
export const featureEvents: Readonly<Record<string, readonly EventType[]>> = {
  policy: [policy.standardPublished, policy.campaignOpened, policy.townTargetSet, policy.waiverGranted],
  reporting: [reporting.periodClosed, reporting.periodExceptionGranted],
  villages: [villageRegistered, villageProfileUpdated, villageMerged, villageAbsorbed],
  officers: [officerChanged],
  programme: [programme.programmeAdopted, programme.annualTargetSet, programme.committeeDecided],
  venues: [venuePlanned, venueCompleted, projectStatusChanged],
  preparation: [
    preparation.needsAssessed,
    preparation.projectStarted,
    preparation.siteSelected,
    preparation.designSubmitted,
    preparation.designReviewed,
    preparation.villagerDiscussionHeld,
    preparation.designFinalised,
    preparation.decisionRecorded,
    preparation.budgetAdjusted,
  ],
  funds: [funds.fundsAllocated, funds.fundsReceived, funds.fundsDisbursed, funds.fundsReversed],
  construction: [
    construction.constructionStarted,
    construction.progressReported,
    construction.contractVaried,
    construction.acceptanceInspected,
    construction.defectRectified,
    construction.environmentWorkCompleted,
    construction.projectSettled,
  ],
  commissioning: [
    commissioning.venueRegistered,
    commissioning.registrationCorrected,
    commissioning.venueConditionAssessed,
    commissioning.sixHavesAssessed,
    commissioning.responsibilityAssigned,
    commissioning.venueCommissioned,
    commissioning.projectHandedOver,
    commissioning.venueDesignated,
    commissioning.venueRetired,
  ],
  corrections: [factCorrected],
  trainings: [trainingHeld],
  rankings: [rankingPublished, rankingWithdrawn],
  mergers: [
    mergers.villageMovedOut,
    mergers.villageMovedIn,
    mergers.projectMovedOut,
    mergers.projectMovedIn,
    mergers.venueMovedOut,
    mergers.venueMovedIn,
  ],
};

/** Every type of event there is. */
export const eventTypes = Object.values(featureEvents).flat();

/** Every kind of stream there is: what one of them is about, and whose id it bears. */
export const streamTypes: Readonly<Record<string, { readonly title: string; readonly description: string }>> =
  {
    village: { title: '村', description: 'a village; its id is the village’s' },
    programme: { title: '规划', description: 'of a town: its programme, targets and decisions' },
    venue: {
      title: '阵地',
      description:
        'a venue from its registration to its end; its id is the venue’s, and that of the project that built it',
    },
    policy: { title: '标准与政策', description: 'of a county: what it lays down for its towns' },
    reporting: { title: '报告', description: 'of a town or county: which periods are closed' },
    project: {
      title: '项目',
      description: 'a project, its money included; its id is that of the venue that it makes',
    },
    use: {
      title: '使用',
      description: 'how a village’s venues were used in a month; its id is made of both',
    },
    ranking: {
      title: '排名',
      description: 'of the county: whether it ranks its towns in public by a figure; its id is made of that',
    },
  };
