import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { parseHundredths } from '../../format/amounts.ts';
import { formatFenAsWan } from '../../format/numbers.ts';
import { hundredths, required } from './rules.ts';

interface AmountFieldProps {
  name: string;
  label: string;
  optional?: boolean;
  hint?: string;
}

/** An amount typed in 元, with its 万元 beside it as it is typed. */
export function AmountField({ name, label, optional = false, hint }: AmountFieldProps) {
  const { t } = useTranslation();
  const typed = Form.useWatch<string | undefined>(name) ?? '';
  const fen = parseHundredths(typed);
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[...(optional ? [] : [required(t, label)]), hundredths(t, optional ? 'zero' : 'positive')]}
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
