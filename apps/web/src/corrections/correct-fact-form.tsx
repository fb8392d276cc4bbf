import { Form, Radio } from 'antd';
import dayjs from 'dayjs';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedEvent } from '../api/types.ts';
import { stepBody, type StepValues } from '../steps/step-body.ts';
import type { StepField } from '../steps/step-fields.ts';
import { StepInput } from '../steps/step-input.tsx';
import { typedHundredths } from '../format/amounts.ts';
import { eventName } from '../village/event-name.ts';
import { CommandDrawer } from '../workspace/command-drawer.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { required } from '../workspace/fields/rules.ts';
import { TextField } from '../workspace/fields/text-field.tsx';
import { correctableFields, correctionWords, type CorrectableField } from './correctable.ts';
import { correctableValues, type CorrectableValue, type Correction } from './corrections.ts';
import { valueText } from './value-text.ts';

interface CorrectFactFormProps {
  townCode: string;
  venueId: string;
  event: RecordedEvent;
  /** Of the event, so far. */
  corrections: readonly Correction[];
  onClose: () => void;
}

type Values = StepValues & { field?: CorrectableField };

const pointers = {
  '/occurredOn': 'occurredOn',
  '/field': 'field',
  '/old': 'new',
  '/new': 'new',
  '/reason': 'reason',
  '/documentNo': 'documentNo',
};

/** Puts a slip of one event right: which field, what it should have said, and why. */
export function CorrectFactForm(props: CorrectFactFormProps) {
  const { townCode, venueId, event, corrections, onClose } = props;
  const { t } = useTranslation();
  const values = correctableValues(event, corrections);
  const fields = Object.keys(values) as CorrectableField[];
  const inputs = correctableFields(event.type);
  return (
    <CommandDrawer<Values>
      townCode={townCode}
      command="correct-fact"
      initialValues={{ occurredOn: today(), ...(fields.length === 1 && { field: fields[0]! }) }}
      pointers={pointers}
      toBody={(typed) => {
        const field = typed.field!;
        const about = { venueId, eventId: event.id, field };
        return { ...stepBody(about, [inputs[field]!, ...correctionWords], typed), old: values[field] };
      }}
      recorded={({ field }) => t('correction.recorded', { field: t(`correction.fieldName.${field!}`) })}
      onClose={onClose}
    >
      <p>
        <strong>{eventName(event, t)}</strong> <span className="secondary">{event.occurredOn}</span>
      </p>
      <p className="hint">{t('correction.hint')}</p>
      <Form.Item
        name="field"
        label={t('correction.field')}
        rules={[required(t, t('correction.field'), 'choice')]}
        extra={t('correction.wayOut')}
      >
        <Radio.Group
          className="choices"
          aria-label={t('correction.field')}
          optionType="button"
          options={fields.map((field) => ({ value: field, label: t(`correction.fieldName.${field}`) }))}
        />
      </Form.Item>
      <NewValueField type={event.type} values={values} />
      <TextField name="reason" label={t('correction.reason')} longest={500} lines />
      <TextField name="documentNo" label={t('step.field.documentNo')} longest={100} optional />
      <PastDateField label={t('correction.correctedOn')} />
    </CommandDrawer>
  );
}

interface NewValueProps {
  type: string;
  values: Partial<Record<CorrectableField, CorrectableValue>>;
}

/** What the chosen field says now, and what it should have said: one begins with the slip. */
function NewValueField({ type, values }: NewValueProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const field = Form.useWatch<CorrectableField | undefined>('field');
  const value = field === undefined ? undefined : values[field];
  useEffect(() => {
    if (field !== undefined && value !== undefined) form.setFieldValue('new', typedValue(field, value));
  }, [form, field, value]);
  const input = field === undefined ? undefined : correctableFields(type)[field];
  if (field === undefined || value === undefined || input === undefined) return null;
  return (
    <>
      <p className="secondary">{t('correction.now', { value: valueText(field, value, t) })}</p>
      <StepInput
        key={field}
        field={input}
        label={t('correction.newValue', { field: withUnit(t(`correction.fieldName.${field}`), input.kind) })}
      />
    </>
  );

  function withUnit(name: string, kind: StepField['kind']): string {
    return kind === 'amount'
      ? t('common.withUnit', { title: name, unit: t('correction.unit.amount') })
      : name;
  }
}

/** A value as somebody would have typed or picked it. */
function typedValue(field: CorrectableField, value: CorrectableValue): unknown {
  if (field.endsWith('On')) return dayjs(value);
  if (field === 'grade' || typeof value === 'string') return value;
  if (!/(Fen|Dm2)$/.test(field)) return String(value);
  return typedHundredths(Number(value));
}
