import { useVillageCards } from '../api/queries.ts';
import { AnnualTargetForm } from './annual-target-form.tsx';
import { CommitteeDecisionForm } from './committee-decision-form.tsx';
import { ProgrammeForm } from './programme-form.tsx';

/** The commands of a town that are about no project. */
export type ProgrammeCommand = 'adopt-programme' | 'set-annual-target' | 'record-committee-decision';

interface ProgrammeFormsProps {
  command: ProgrammeCommand;
  townCode: string;
  onClose: () => void;
}

/** The form of the command that was opened. */
export default function ProgrammeForms({ command, townCode, onClose }: ProgrammeFormsProps) {
  const villages = useVillageCards(townCode).data?.data.filter(({ mergedInto }) => mergedInto === null);
  switch (command) {
    case 'adopt-programme':
      return villages && <ProgrammeForm {...{ townCode, villages, onClose }} />;
    case 'set-annual-target':
      return <AnnualTargetForm {...{ townCode, onClose }} />;
    case 'record-committee-decision':
      return <CommitteeDecisionForm {...{ townCode, onClose }} />;
    default:
      return command satisfies never;
  }
}
