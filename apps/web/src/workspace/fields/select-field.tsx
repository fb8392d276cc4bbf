import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { required } from './rules.ts';

interface SelectFieldProps<Value extends string | number> {
  name: string;
  label: string;
  options: { value: Value; label: string }[];
  optional?: boolean;
  placeholder?: string;
  extra?: ReactNode;
}

/** One of many, found by typing a part of its name. */
export function SelectField<Value extends string | number>(props: SelectFieldProps<Value>) {
  const { name, label, options, optional = false, placeholder, extra } = props;
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : [required(t, label, 'choice')]} extra={extra}>
      <Select<Value>
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={optional}
        options={options}
        placeholder={placeholder}
      />
    </Form.Item>
  );
}
