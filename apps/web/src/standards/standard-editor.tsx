import { Button, DatePicker, Form, type FormInstance, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem.ts';
import type { Standard } from '../api/policy-types.ts';
import { Rejection } from '../forms/rejection.tsx';
import { PastDateField } from '../workspace/fields/date-field.tsx';
import { required } from '../workspace/fields/rules.ts';
import { ForbiddenSourcesInput, ItemsInput, SourcesInput } from './list-inputs.tsx';
import { NumbersInput, ProceduresInput, VotesInput } from './number-inputs.tsx';
import { type StandardPart, standardParts } from './standard-fields.ts';
import { standardPointers, type StandardValues } from './standard-form.ts';

interface StandardEditorProps {
  form: FormInstance<StandardValues>;
  initialValues: Partial<StandardValues>;
  /** Every version there is. */
  standards: readonly Standard[];
  problem: Problem | null;
  busy: boolean;
  onPreview: (values: StandardValues) => void;
}

/** Every part of a standard, to be changed. */
export function StandardEditor({ form, standards, problem, busy, onPreview, ...rest }: StandardEditorProps) {
  const { t } = useTranslation();
  return (
    <Form<StandardValues>
      {...rest}
      form={form}
      name="standard"
      className="standard-form"
      layout="vertical"
      scrollToFirstError={{ block: 'center', focus: true }}
      disabled={busy}
      onFinish={onPreview}
    >
      <Publication standards={standards} />
      {standardParts.map((part) => (
        <section key={part} className="tile" aria-labelledby={`edit-${part}-heading`}>
          <h2 id={`edit-${part}-heading`}>{t(`standard.part.${part}`)}</h2>
          <p className="part-hint">{t(`standard.partHint.${part}`)}</p>
          <PartInput part={part} standards={standards} />
        </section>
      ))}
      {problem !== null && <Rejection problem={problem} pointers={standardPointers} />}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('standard.preview')}
        </Button>
      </div>
    </Form>
  );
}

/** By which document, published when, in force from when. */
function Publication({ standards }: { standards: readonly Standard[] }) {
  const { t } = useTranslation();
  const last = standards.at(-1)!;
  return (
    <section className="tile" aria-label={t('countyCommand.publish-standard')}>
      <div className="number-grid">
        <Form.Item
          name="documentNo"
          label={t('standard.documentNo')}
          rules={[required(t, t('standard.documentNo'))]}
        >
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <PastDateField label={t('standard.publishedOn')} />
        <Form.Item
          name="from"
          label={t('standard.from')}
          extra={last.version > 0 && t('standard.fromHint', { date: last.from })}
          rules={[required(t, t('standard.from'), 'choice')]}
        >
          <DatePicker className="full-width" />
        </Form.Item>
      </div>
    </section>
  );
}

function PartInput({ part, standards }: { part: StandardPart; standards: readonly Standard[] }) {
  switch (part) {
    case 'limits':
    case 'acceptance':
    case 'frequencies':
    case 'demonstration':
    case 'thresholds':
      return <NumbersInput part={part} />;
    case 'procedures':
      return <ProceduresInput />;
    case 'votes':
      return <VotesInput />;
    case 'sixHaves':
    case 'rooms':
      return (
        <ItemsInput
          name={part}
          usedKeys={new Set(standards.flatMap((standard) => standard[part].map(({ key }) => key)))}
        />
      );
    case 'sources':
      return <SourcesInput />;
    case 'forbiddenSources':
      return <ForbiddenSourcesInput />;
    default:
      return part satisfies never;
  }
}
