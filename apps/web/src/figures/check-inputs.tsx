import { Form, Input, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportUnit } from '../api/report-types.ts';
import { parseWhole } from '../format/amounts.ts';
import { type CheckDraft, isNumber, typedNumber, typedNumbers } from './check-items.ts';

interface FieldProps {
  index: number;
  field: keyof CheckDraft;
  label: string;
}

interface CheckFieldProps extends FieldProps {
  rules?: Rule[];
  hint?: string;
  children: ReactElement;
}

/** A field of one statement. */
export function CheckField({ index, field, label, rules = [], hint, children }: CheckFieldProps) {
  return (
    <Form.Item
      name={[index, field]}
      label={label}
      rules={rules}
      preserve={false}
      {...(hint !== undefined && { extra: hint })}
    >
      {children}
    </Form.Item>
  );
}

/** A number as it stands in a report. `whole`: without decimals. */
export function NumberText({ whole = false, ...field }: FieldProps & { whole?: boolean }) {
  const { t } = useTranslation();
  const fits = (typed: string) => (whole ? parseWhole(typed) !== undefined : isNumber(typedNumber(typed)));
  return (
    <CheckField {...field} rules={[needed(t('check.required'), t('check.noNumber'), fits)]}>
      <Input autoComplete="off" className="numeric-input" maxLength={30} inputMode="decimal" />
    </CheckField>
  );
}

/** Several numbers in one line. */
export function ListOfNumbers({ hint, ...field }: FieldProps & { hint: string }) {
  const { t } = useTranslation();
  const fits = (typed: string) => typedNumbers(typed).length > 0 && typedNumbers(typed).every(isNumber);
  return (
    <CheckField {...field} hint={hint} rules={[needed(t('check.required'), t('check.noNumbers'), fits)]}>
      <Input autoComplete="off" className="numeric-input" maxLength={2000} />
    </CheckField>
  );
}

/** Units by name; the first is meant where none is chosen. */
export function UnitSelect({ units, ...field }: FieldProps & { units: readonly ReportUnit[] }) {
  const { t } = useTranslation();
  return (
    <CheckField {...field}>
      <Select
        placeholder={t(`figures.unitOf.${units[0] ?? 'count'}`)}
        options={units.map((value) => ({ value, label: t(`figures.unitOf.${value}`) }))}
      />
    </CheckField>
  );
}

/** One rule for both: nothing typed, and something that cannot be read. */
export function needed(missing: string, unreadable: string, fits: (typed: string) => boolean): Rule {
  return {
    validator: (_, typed: string | undefined) => {
      if (typed === undefined || typed.trim() === '') return Promise.reject(new Error(missing));
      return fits(typed) ? Promise.resolve() : Promise.reject(new Error(unreadable));
    },
  };
}
