import { AllocateFundsForm } from '../workspace/allocate-funds-form.tsx';
import { PlanVenueForm } from '../workspace/plan-venue-form.tsx';
import { useStepSubject } from '../steps/step-context.ts';
import { StepDrawer } from '../steps/step-drawer.tsx';
import { projectVenue } from './project-venue.ts';
import type { OfferedStep } from './next-steps.tsx';

/** The form of a step: most are made of their fields, planning and allocating have forms of their own. */
export function ProjectForm({ command, onClose }: { command: OfferedStep; onClose: () => void }) {
  const subject = useStepSubject();
  const { townCode, venueId, village, project } = subject;
  switch (command) {
    case 'plan-venue':
      return (
        <PlanVenueForm
          {...{ townCode, venueId, onClose }}
          villages={[{ villageId: village.villageId, name: village.name ?? '' }]}
          villageId={village.villageId}
          needFen={project.need?.costFen}
        />
      );
    case 'allocate-funds':
      return <AllocateFundsForm {...{ townCode, venueId, onClose }} venues={[projectVenue(subject)]} />;
    default:
      return <StepDrawer command={command} onClose={onClose} />;
  }
}
