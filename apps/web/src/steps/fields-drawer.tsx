import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandName } from '../api/types.ts';
import { CommandDrawer } from '../workspace/command-drawer.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { stepBody, type StepValues } from './step-body.ts';
import { bodyNames, type StepField } from './step-fields.ts';
import { StepInput } from './step-input.tsx';

export interface FieldsDrawerProps {
  townCode: string;
  command: CommandName;
  fields: readonly StepField[];
  /** What the command is about, which nobody is asked. */
  about: Readonly<Record<string, string>>;
  /** What a field is called here, where that is not what it is called elsewhere. */
  labels?: Readonly<Record<string, string>>;
  /** What the fields begin with. */
  initialValues?: Readonly<Record<string, unknown>>;
  recorded: (values: StepValues) => string;
  onRecorded?: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** The form of a command that is made of its fields, and of the day. */
export function FieldsDrawer({ fields, about, labels = {}, initialValues, ...props }: FieldsDrawerProps) {
  const { t } = useTranslation();
  const pointers = Object.fromEntries(
    ['occurredOn', ...fields.flatMap(bodyNames)].map((name) => [`/${name}`, name]),
  );
  return (
    <CommandDrawer<StepValues>
      {...props}
      initialValues={{ occurredOn: today(), ...initialValues }}
      pointers={pointers}
      toBody={(values) => stepBody(about, fields, values)}
    >
      <PastDateField label={t('step.field.occurredOn')} />
      {fields.map((field) => (
        <StepInput key={bodyNames(field).join()} field={field} label={labels[bodyNames(field)[0] ?? '']} />
      ))}
      {props.children}
    </CommandDrawer>
  );
}
