import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { required, whole } from '../workspace/fields/rules.ts';
import { useStepPlace } from './step-context.ts';

/** Each of the things that the county's standard wants a venue to have. */
export function SixHavesInput({ label }: { label: string }) {
  const { t } = useTranslation();
  const { standard } = useStepPlace();
  return (
    <fieldset className="field-group">
      <legend>{label}</legend>
      {standard.sixHaves.map(({ key, name }) => (
        <Form.Item
          key={key}
          name={['items', key]}
          label={name}
          layout="horizontal"
          rules={[required(t, name, 'choice')]}
        >
          <Radio.Group
            aria-label={name}
            optionType="button"
            options={[
              { value: true, label: t('step.has') },
              { value: false, label: t('step.lacks') },
            ]}
          />
        </Form.Item>
      ))}
    </fieldset>
  );
}

/** How many rooms of each kind of the county's standard. */
export function RoomsInput({ label }: { label: string }) {
  const { t } = useTranslation();
  const { standard } = useStepPlace();
  return (
    <fieldset className="field-group">
      <legend>{label}</legend>
      <div className="field-grid">
        {standard.rooms.map(({ key, name }) => (
          <Form.Item key={key} name={['rooms', key]} label={name} rules={[whole(t, 0, 100)]}>
            <Input inputMode="numeric" autoComplete="off" className="numeric-input" />
          </Form.Item>
        ))}
      </div>
    </fieldset>
  );
}
