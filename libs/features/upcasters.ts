import type { JsonObject, Upcasters } from '../event-store/index.ts';
import { defaultStandard } from './shared/standard.ts';

/** How events of older schema versions are read. */
export const upcasters: Upcasters = { StandardPublished: [withAllThresholds] };

/** What was no part of a standard yet is as shipped: as it was in force then, in the code. */
function withAllThresholds(data: JsonObject): JsonObject {
  const { townCommittee, thresholds } = defaultStandard;
  return {
    townCommittee,
    ...data,
    thresholds: { ...thresholds, ...(data['thresholds'] as JsonObject) },
  };
}
