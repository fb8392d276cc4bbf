import type { VenueChoice } from '../workspace/fields/open-venue-field.tsx';
import type { StepSubject } from '../steps/step-context.ts';
import { moneyRows } from './money-rows.ts';

/** The project as a form's choice of venues shows it. */
export function projectVenue({ project, village, venueId }: StepSubject): VenueChoice {
  return {
    venueId,
    name: project.plan?.venueName ?? '',
    villageName: village.name ?? '',
    budgetFen: project.plan?.budgetFen ?? 0,
    amountFen: moneyRows(project).total.allocatedFen,
  };
}
