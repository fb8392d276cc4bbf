import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import {
  amountFen,
  areaDm2,
  buildType,
  businessDate,
  line,
  paragraph,
  uuid,
  year,
} from '../shared/values.ts';

const fen = z.int().min(0).max(100_000_000_000);

/** A venue stands in the town's plan: a project begins. */
export const venuePlanned = defineEvent(
  'VenuePlanned',
  1,
  z.strictObject({
    venueId: uuid,
    villageId: uuid,
    venueName: line(60),
    year,
    batch: z.int().min(1).max(99).optional(),
    buildType,
    reason: paragraph(500),
    plannedAreaDm2: areaDm2,
    budgetFen: amountFen,
    fundingPlan: z.strictObject({ higherFen: fen, townFen: fen, villageFen: fen }),
    targetOn: businessDate,
    campaign: line(60).optional(),
  }),
);

/** The venue was accepted and is complete. Commissioning is another event. */
export const venueCompleted = defineEvent(
  'VenueCompleted',
  1,
  z.strictObject({
    venueId: uuid,
    villageId: uuid,
    buildType,
    builtAreaDm2: areaDm2,
    finalCostFen: amountFen,
    grade: z.enum(['standard', 'high']),
  }),
);

/**
 * The project was cancelled. What the plan had counted is repeated, so that a read model of months or build types
 * can take it back by itself.
 */
export const projectStatusChanged = defineEvent(
  'ProjectStatusChanged',
  1,
  z.strictObject({
    venueId: uuid,
    villageId: uuid,
    buildType,
    targetOn: businessDate,
    status: z.literal('cancelled'),
    reason: paragraph(500),
  }),
);

export interface VenueEvents {
  VenuePlanned: DataOf<typeof venuePlanned>;
  VenueCompleted: DataOf<typeof venueCompleted>;
  ProjectStatusChanged: DataOf<typeof projectStatusChanged>;
}
