import { Checkbox, DatePicker, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePersons } from '../api/persons.ts';
import { useVillageCards } from '../api/queries.ts';
import { AttachmentField } from '../attachments/attachment-field.tsx';
import { personText } from '../persons/person-names.ts';
import { AmountField } from '../workspace/fields/amount-field.tsx';
import { NumberField } from '../workspace/fields/number-field.tsx';
import { hundredths, required } from '../workspace/fields/rules.ts';
import { SelectField } from '../workspace/fields/select-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { VoteFields } from '../workspace/fields/vote-fields.tsx';
import { DefectsInput, LineListInput } from './list-inputs.tsx';
import { RoomsInput, SixHavesInput } from './standard-inputs.tsx';
import { signedHundredths } from './step-body.ts';
import { useStepPlace, useStepSubject } from './step-context.ts';
import { choices, type StepField } from './step-fields.ts';
import { stepOptions, type Option } from './step-options.ts';

/** 10 hectares: more than any venue of a village. */
const mostDm2 = 10_000_000;

interface StepInputProps {
  field: StepField;
  /** Where it is not called as its name says. */
  label?: string;
}

/** The control of one field of a step's form. */
export function StepInput({ field, label: called }: StepInputProps) {
  const { townCode, villageId } = useStepPlace();
  const usual = useFieldLabel(field);
  const label = called ?? usual;
  switch (field.kind) {
    case 'amount':
    case 'amount-or-none':
      return <AmountField name={field.name} label={label} none={field.kind === 'amount-or-none'} />;
    case 'signed-amount':
      return <SignedAmountInput name={field.name} label={label} />;
    case 'area':
      return <AreaInput name={field.name} label={label} optional={field.optional} />;
    case 'area-or-none':
      return <AreaInput name={field.name} label={label} none />;
    case 'line':
    case 'lines': {
      const { name, longest, optional = false } = field;
      return <TextField {...{ name, label, longest, optional }} lines={field.kind === 'lines'} />;
    }
    case 'whole': {
      const { name, least, most, optional = false } = field;
      return <NumberField {...{ name, label, least, most, optional }} />;
    }
    case 'degrees':
      return <DegreesInput {...field} label={label} />;
    case 'day':
      return <DayInput name={field.name} label={label} optional={field.optional ?? false} />;
    case 'choice':
      return <ChoiceInput field={field} label={label} />;
    case 'pick':
      return <PickInput field={field} label={label} />;
    case 'yes-no':
      return <YesNoInput name={field.name} label={label} />;
    case 'line-list':
      return <LineListInput {...field} label={label} />;
    case 'defects':
      return <DefectsInput label={label} />;
    case 'six-haves':
      return <SixHavesInput label={label} />;
    case 'rooms':
      return <RoomsInput label={label} />;
    case 'other-villages':
      return <OtherVillagesInput name={field.name} label={label} />;
    case 'other-village':
      return <OtherVillageInput name={field.name} label={label} />;
    case 'given':
      return null;
    case 'vote':
      return <VoteFields />;
    case 'attachments':
      return <AttachmentField townCode={townCode} villageId={villageId} label={label} />;
    default:
      return field satisfies never;
  }
}

/** What a field is called: the vote has three names of its own. */
function useFieldLabel(field: StepField): string {
  const { t } = useTranslation();
  if (field.kind === 'vote') return '';
  const name = field.kind === 'attachments' ? 'attachments' : field.name;
  return t(`step.field.${name}` as 'step.field.reason');
}

function SignedAmountInput({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t('step.signedHint')}
      rules={[
        required(t, label),
        {
          validator: (_, typed: string | undefined) =>
            typed && signedHundredths(typed) === undefined
              ? Promise.reject(new Error(t('form.hundredths')))
              : Promise.resolve(),
        },
      ]}
    >
      <Input inputMode="text" autoComplete="off" className="numeric-input" />
    </Form.Item>
  );
}

interface AreaProps {
  name: string;
  label: string;
  /** Whether it may be zero. */
  none?: boolean;
  optional?: boolean | undefined;
}

function AreaInput({ name, label, none = false, optional = false }: AreaProps) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[...(optional ? [] : [required(t, label)]), hundredths(t, mostDm2, none ? 'zero' : 'positive')]}
    >
      <Input
        inputMode="decimal"
        autoComplete="off"
        className="numeric-input"
        suffix={t('unit.squareMetres')}
      />
    </Form.Item>
  );
}

interface DegreesProps {
  name: string;
  label: string;
  least: number;
  most: number;
}

function DegreesInput({ name, label, least, most }: DegreesProps) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        required(t, label),
        {
          validator: (_, typed: string | undefined) => {
            const degrees = typed ? Number(typed) : least;
            return degrees >= least && degrees <= most
              ? Promise.resolve()
              : Promise.reject(new Error(t('step.degrees', { least, most })));
          },
        },
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" className="numeric-input" suffix="°" />
    </Form.Item>
  );
}

function DayInput({ name, label, optional }: { name: string; label: string; optional: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : [required(t, label, 'choice')]}>
      <DatePicker className="full-width" />
    </Form.Item>
  );
}

function ChoiceInput({ field, label }: { field: Extract<StepField, { kind: 'choice' }>; label: string }) {
  const { t } = useTranslation();
  const options = choices[field.of].map((value) => ({
    value,
    label: t(`choice.${field.of}.${value}` as 'choice.condition.A'),
  }));
  const isNeeded = !field.optional && !field.several;
  return (
    <Form.Item name={field.name} label={label} rules={isNeeded ? [required(t, label, 'choice')] : []}>
      {field.several ? (
        <Checkbox.Group options={options} aria-label={label} />
      ) : (
        <Radio.Group className="choices" aria-label={label} optionType="button" options={options} />
      )}
    </Form.Item>
  );
}

function PickInput({ field, label }: { field: Extract<StepField, { kind: 'pick' }>; label: string }) {
  const { t } = useTranslation();
  const subject = useStepSubject();
  const reversed = Form.useWatch<'allocation' | 'receipt' | 'payment' | undefined>('of');
  if (field.from === 'persons') return <PersonInput name={field.name} label={label} />;
  const options = stepOptions(field.from, subject, t, reversed);
  return (
    <SelectField
      name={field.name}
      label={label}
      options={options}
      placeholder={options.length === 0 ? t('step.option.none') : undefined}
    />
  );
}

function PersonInput({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation();
  const { townCode } = useStepPlace();
  const persons = usePersons(townCode, true).data ?? [];
  return (
    <Form.Item name={name} label={label} rules={[required(t, label, 'choice')]} extra={t('step.personHint')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={persons
          .filter(({ state }) => state === 'kept')
          .map((person) => ({ value: person.personId, label: personText(person, t) }))}
      />
    </Form.Item>
  );
}

/** Villages of the town other than the project's own; none is fine. */
function OtherVillagesInput({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={useOtherVillages()} />
    </Form.Item>
  );
}

/** Another village of the town. */
function OtherVillageInput({ name, label }: { name: string; label: string }) {
  return <SelectField name={name} label={label} options={useOtherVillages()} />;
}

/** Those that are a part of another village are none of their own. */
function useOtherVillages(): Option[] {
  const { townCode, villageId: own } = useStepPlace();
  const villages = useVillageCards(townCode).data?.data ?? [];
  return villages
    .filter(({ villageId, mergedInto }) => villageId !== own && mergedInto === null)
    .map((village) => ({ value: village.villageId, label: village.name }));
}

function YesNoInput({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={[required(t, label, 'choice')]}>
      <Radio.Group
        className="choices"
        aria-label={label}
        optionType="button"
        options={[
          { value: true, label: t('step.yes') },
          { value: false, label: t('step.no') },
        ]}
      />
    </Form.Item>
  );
}
