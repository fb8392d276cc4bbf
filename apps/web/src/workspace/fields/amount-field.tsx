import { Form, Input } from 'antd';
import type { Rule } from 'antd/es/form';
import { useTranslation } from 'react-i18next';
import { parseHundredths } from '../../format/amounts.ts';
import { formatFenAsWan } from '../../format/numbers.ts';
import { hundredths, required } from './rules.ts';

/** 10 亿元: more than any single fact of a township's venue. */
const mostFen = 100_000_000_000;

interface AmountFieldProps {
  name: string;
  label: string;
  optional?: boolean;
  /** Zero is an amount too. */
  none?: boolean;
  hint?: string;
  rules?: Rule[];
  dependencies?: string[];
}

/** An amount typed in 元, with its 万元 beside it as it is typed. */
export function AmountField({
  name,
  label,
  optional = false,
  none = optional,
  hint,
  rules = [],
  dependencies,
}: AmountFieldProps) {
  const { t } = useTranslation();
  const typed = Form.useWatch<string | undefined>(name) ?? '';
  const fen = parseHundredths(typed);
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        ...(optional ? [] : [required(t, label)]),
        hundredths(t, mostFen, none ? 'zero' : 'positive'),
        ...rules,
      ]}
      {...(dependencies && { dependencies })}
      extra={hint}
    >
      <Input
        inputMode="decimal"
        autoComplete="off"
        className="numeric-input"
        suffix={
          <span className="as-wan">
            {fen === undefined ? '' : t('form.asWan', { wan: formatFenAsWan(fen) })}
          </span>
        }
      />
    </Form.Item>
  );
}
