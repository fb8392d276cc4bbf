import { AllocateFundsForm } from '../workspace/allocate-funds-form.tsx';
import { useStepSubject } from '../steps/step-context.ts';
import { StepDrawer } from '../steps/step-drawer.tsx';
import { projectVenue } from './project-venue.ts';
import type { OfferedStep } from './next-steps.tsx';

/** The form of a step: most are made of their fields, allocating has one of its own. */
export function ProjectForm({ command, onClose }: { command: OfferedStep; onClose: () => void }) {
  const subject = useStepSubject();
  if (command !== 'allocate-funds') return <StepDrawer command={command} onClose={onClose} />;
  const { townCode, venueId } = subject;
  return <AllocateFundsForm {...{ townCode, venueId, onClose }} venues={[projectVenue(subject)]} />;
}
