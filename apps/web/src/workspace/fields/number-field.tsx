import { Form, Input } from 'antd';
import type { Rule } from 'antd/es/form';
import { useTranslation } from 'react-i18next';
import { hundredths, required, whole } from './rules.ts';

interface NumberFieldProps {
  name: string;
  label: string;
  /** Whole numbers, or decimals with 2 places such as m². */
  places?: 0 | 2;
  zero?: 'zero' | 'positive';
  optional?: boolean;
  placeholder?: string;
  rules?: Rule[];
  dependencies?: string[];
}

/** A number typed as text, so that nothing is rounded behind the user's back. */
export function NumberField(props: NumberFieldProps) {
  const {
    name,
    label,
    places = 0,
    zero = 'positive',
    optional = false,
    placeholder,
    rules = [],
    dependencies,
  } = props;
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        ...(optional ? [] : [required(t, label)]),
        places === 0 ? whole(t, zero) : hundredths(t, zero),
        ...rules,
      ]}
      {...(dependencies && { dependencies })}
    >
      <Input
        inputMode={places === 0 ? 'numeric' : 'decimal'}
        autoComplete="off"
        className="numeric-input"
        placeholder={placeholder}
      />
    </Form.Item>
  );
}
