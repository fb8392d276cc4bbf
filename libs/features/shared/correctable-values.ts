import type { z } from 'zod';
import {
  constructionStarted,
  environmentWorkCompleted,
  projectSettled,
} from '../construction/construction.events.ts';
import { fundsAllocated, fundsDisbursed, fundsReceived } from '../funds/funds.events.ts';
import { needsAssessed, siteSelected } from '../preparation/preparation.events.ts';
import type { CorrectableType, CorrectableValue } from './correctable.ts';
import { venueCompleted, venuePlanned } from '../venues/venue.events.ts';

const schemas: Readonly<Record<CorrectableType, z.ZodObject>> = {
  NeedsAssessed: needsAssessed.data,
  VenuePlanned: venuePlanned.data,
  SiteSelected: siteSelected.data,
  FundsAllocated: fundsAllocated.data,
  FundsReceived: fundsReceived.data,
  FundsDisbursed: fundsDisbursed.data,
  ConstructionStarted: constructionStarted.data,
  VenueCompleted: venueCompleted.data,
  EnvironmentWorkCompleted: environmentWorkCompleted.data,
  ProjectSettled: projectSettled.data,
};

/** Whether an event of the type might have said so in the field from the start. */
export function isAllowedValue(type: CorrectableType, field: string, value: CorrectableValue): boolean {
  const shape: Readonly<Record<string, z.ZodType>> = schemas[type].shape;
  return shape[field]?.safeParse(value).success ?? false;
}
