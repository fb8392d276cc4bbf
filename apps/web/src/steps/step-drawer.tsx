import { useTranslation } from 'react-i18next';
import { CommandDrawer } from '../workspace/command-drawer.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { stepBody, type StepValues } from './step-body.ts';
import { useStepSubject } from './step-context.ts';
import { bodyNames, type StepField } from './step-fields.ts';
import { stepForms, stepsOfVillages, type StepCommand } from './step-forms.ts';
import { StepInput } from './step-input.tsx';

interface StepDrawerProps {
  command: StepCommand;
  onClose: () => void;
}

/** The form of one step of a project or venue. */
export function StepDrawer({ command, onClose }: StepDrawerProps) {
  const { t } = useTranslation();
  const { townCode, venueId, project } = useStepSubject();
  const fields: readonly StepField[] = stepForms[command];
  const about = aboutOf(command, venueId, project.villageId);
  const pointers = Object.fromEntries(
    ['occurredOn', ...fields.flatMap(bodyNames)].map((name) => [`/${name}`, name]),
  );
  return (
    <CommandDrawer<StepValues>
      townCode={townCode}
      command={command}
      initialValues={{ occurredOn: today() }}
      pointers={pointers}
      toBody={(values) => stepBody(about, fields, values)}
      recorded={() => t('step.recorded', { step: t(`command.${command}`) })}
      onClose={onClose}
    >
      <PastDateField label={t('step.field.occurredOn')} />
      {fields.map((field) => (
        <StepInput key={bodyNames(field).join()} field={field} />
      ))}
      {fields.length === 0 && <p className="hint">{t('step.nothingToFill')}</p>}
    </CommandDrawer>
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
