import type { VenueCard, VillageCard } from '../api/types.ts';
import { AllocateFundsForm } from './allocate-funds-form.tsx';
import { CancelProjectForm } from './cancel-project-form.tsx';
import { ChangeOfficerForm } from './change-officer-form.tsx';
import type { OpenCommand } from './commands.ts';
import { HoldTrainingForm } from './hold-training-form.tsx';
import { PlanVenueForm } from './plan-venue-form.tsx';

interface CommandFormsProps {
  townCode: string;
  open: OpenCommand;
  villages: VillageCard[];
  venues: VenueCard[];
  onClose: () => void;
}

/** The form of the command that was opened. */
export default function CommandForms({ townCode, open, villages, venues, onClose }: CommandFormsProps) {
  const { villageId, venueId, post } = open;
  const planned = venues.filter((venue) => venue.stage === 'planned');
  switch (open.command) {
    case 'plan-venue':
      return <PlanVenueForm {...{ townCode, villages, villageId, onClose }} />;
    case 'allocate-funds':
      return (
        <AllocateFundsForm
          {...{ townCode, venueId, onClose }}
          venues={venues.filter((venue) => venue.plannedOn !== null && venue.stage !== 'cancelled')}
        />
      );
    case 'cancel-project':
      return <CancelProjectForm {...{ townCode, venueId, onClose }} venues={planned} />;
    case 'hold-training':
      return <HoldTrainingForm {...{ townCode, villages, venues, villageId, onClose }} />;
    case 'change-officer':
      return <ChangeOfficerForm {...{ townCode, villages, villageId, post, onClose }} />;
    default:
      return open.command satisfies never;
  }
}
