import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { hundredths, required } from './rules.ts';

/** 10 hectares: more than any venue of a village. */
const mostDm2 = 10_000_000;

/** A floor area typed in m². */
export function AreaField({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={[required(t, label), hundredths(t, mostDm2, 'positive')]}>
      <Input inputMode="decimal" autoComplete="off" className="numeric-input" />
    </Form.Item>
  );
}
