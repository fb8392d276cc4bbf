import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { randomUuid } from '../api/idempotency.ts';
import { useTownPolicy } from '../api/town-policy.ts';
import type { VillageCard } from '../api/types.ts';
import { useProjectPath } from '../places/use-project-path.ts';
import { FieldsDrawer } from '../steps/fields-drawer.tsx';
import { StepPlaceContext } from '../steps/step-context.ts';
import type { StepValues } from '../steps/step-body.ts';
import { beginsVenue, type VillageCommand, villageForms } from '../steps/village-forms.ts';
import { today } from '../workspace/fields/date-field.tsx';

interface VillageStepDrawerProps {
  townCode: string;
  village: Pick<VillageCard, 'villageId' | 'name'>;
  command: VillageCommand;
  onClose: () => void;
}

/** The form of what begins with a village: its figures of a year, a need, a venue that was there before, its merger. */
export function VillageStepDrawer({ townCode, village, command, onClose }: VillageStepDrawerProps) {
  const { villageId } = village;
  const needsStandard = command === 'register-venue';
  const policy = useTownPolicy(townCode, needsStandard).data?.data;
  const inForce = policy?.standards.find(({ version }) => version === policy.standardInForce);
  // Its rooms are asked for by the standard: before that is there, nothing can be filled in.
  if (needsStandard && inForce === undefined) return null;
  return (
    <StepPlaceContext value={{ townCode, villageId, standard: inForce ?? { rooms: [], sixHaves: [] } }}>
      <VillageForm {...{ townCode, village, command, onClose }} />
    </StepPlaceContext>
  );
}

function VillageForm({ townCode, village, command, onClose }: VillageStepDrawerProps) {
  const { villageId } = village;
  const navigate = useNavigate();
  const projectPath = useProjectPath(townCode);
  const [venueId] = useState(randomUuid);
  const labels = useLabels(command);
  const recorded = useRecorded(command);
  const begins = beginsVenue(command);
  return (
    <FieldsDrawer
      townCode={townCode}
      command={command}
      fields={villageForms[command]}
      about={{ villageId, ...(begins && { venueId }) }}
      labels={labels}
      initialValues={
        // Figures are of a year that is over.
        command === 'update-village-profile' ? { year: String(today().year() - 1) } : {}
      }
      recorded={recorded}
      onRecorded={() => begins && void navigate(projectPath(venueId))}
      onClose={onClose}
    />
  );
}

function useLabels(command: VillageCommand): Readonly<Record<string, string>> {
  const { t } = useTranslation();
  switch (command) {
    case 'assess-needs':
      return {};
    case 'register-venue':
      return { name: t('work.name'), areaDm2: t('work.existingArea') };
    case 'update-village-profile':
      return {
        year: t('profile.year'),
        households: t('profile.households'),
        population: t('profile.population'),
        branches: t('profile.branches'),
        members: t('profile.members'),
        collectiveIncomeFen: t('profile.collectiveIncomeFen'),
      };
    case 'merge-village':
      return { documentNo: t('villageMerger.documentNo') };
    default:
      return command satisfies never;
  }
}

/** Says what was recorded. */
function useRecorded(command: VillageCommand): (values: StepValues) => string {
  const { t } = useTranslation();
  switch (command) {
    case 'assess-needs':
      return () => t('work.recordedNeed');
    case 'register-venue':
      return (values) => t('work.recordedExisting', { name: String(values['name']).trim() });
    case 'update-village-profile':
      return (values) => t('profile.recorded', { year: String(values['year']) });
    case 'merge-village':
      return () => t('villageMerger.recorded');
    default:
      return command satisfies never;
  }
}
