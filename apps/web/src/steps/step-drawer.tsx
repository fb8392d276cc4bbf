import { useTranslation } from 'react-i18next';
import { FieldsDrawer } from './fields-drawer.tsx';
import { useStepSubject } from './step-context.ts';
import type { StepField } from './step-fields.ts';
import { stepForms, stepsOfVillages, type StepCommand } from './step-forms.ts';

interface StepDrawerProps {
  command: StepCommand;
  onClose: () => void;
}

/** The form of one step of a project or venue. */
export function StepDrawer({ command, onClose }: StepDrawerProps) {
  const { t } = useTranslation();
  const { townCode, venueId, project } = useStepSubject();
  const fields: readonly StepField[] = stepForms[command];
  return (
    <FieldsDrawer
      townCode={townCode}
      command={command}
      fields={fields}
      about={aboutOf(command, venueId, project.villageId)}
      recorded={() => t('step.recorded', { step: t(`command.${command}`) })}
      onClose={onClose}
    >
      {fields.length === 0 && <p className="hint">{t('step.nothingToFill')}</p>}
    </FieldsDrawer>
  );
}

/** What the step is about. A village's clerk has to name the village; others may. */
function aboutOf(
  command: StepCommand,
  venueId: string,
  villageId: string | null,
): Readonly<Record<string, string>> {
  return { venueId, ...(villageId !== null && stepsOfVillages.has(command) && { villageId }) };
}
