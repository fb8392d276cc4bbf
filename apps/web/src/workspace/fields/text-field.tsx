import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { required } from './rules.ts';

interface TextFieldProps {
  name: string;
  label: string;
  longest: number;
  optional?: boolean;
  placeholder?: string;
  /** Several lines. */
  lines?: boolean;
}

/** Words. */
export function TextField({
  name,
  label,
  longest,
  optional = false,
  placeholder,
  lines = false,
}: TextFieldProps) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : [required(t, label)]}>
      {lines ? (
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={longest} placeholder={placeholder} />
      ) : (
        <Input autoComplete="off" maxLength={longest} placeholder={placeholder} />
      )}
    </Form.Item>
  );
}
