import { DatePicker, Form } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import { useCounty } from '../shell/signed-in.ts';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { required } from '../workspace/fields/rules.ts';
import { SelectField } from '../workspace/fields/select-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { grantExceptionBody, type GrantExceptionValues } from './county-bodies.ts';
import { CountyCommandDrawer } from './county-command-drawer.tsx';
import { periodsWithin, periodText } from '../periods/period-words.ts';

interface GrantExceptionFormProps {
  closed: readonly string[];
  onClose: () => void;
}

const pointers = Object.fromEntries(
  ['occurredOn', 'townCode', 'period', 'until', 'reason'].map((name) => [`/${name}`, name]),
);

/** Lets one town record facts of a closed period, or of a part of it, until a day. */
export function GrantExceptionForm({ closed, onClose }: GrantExceptionFormProps) {
  const { t } = useTranslation();
  const towns = useTowns(useCounty().code).data ?? [];
  const nameOf = (townCode: string) => towns.find(({ code }) => code === townCode)?.name ?? townCode;
  const periods = [...new Set(closed.toSorted().reverse().flatMap(periodsWithin))];
  return (
    <CountyCommandDrawer<GrantExceptionValues>
      command="grant-period-exception"
      initialValues={{ occurredOn: today() }}
      pointers={pointers}
      toBody={grantExceptionBody}
      recorded={({ townCode, period }) =>
        t('policy.exceptionGranted', { town: nameOf(townCode), period: periodText(period, t) })
      }
      onClose={onClose}
    >
      <SelectField
        name="townCode"
        label={t('policy.town')}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <SelectField
        name="period"
        label={t('policy.period')}
        options={periods.map((one) => ({ value: one, label: periodText(one, t) }))}
        placeholder={periods.length === 0 ? t('policy.nothingClosed') : undefined}
        extra={t('policy.exceptionPeriodHint')}
      />
      <Form.Item
        name="until"
        label={t('policy.validUntil')}
        rules={[
          required(t, t('policy.validUntil'), 'choice'),
          {
            validator: (_, picked: Dayjs | null | undefined) =>
              picked?.isBefore(today(), 'day')
                ? Promise.reject(new Error(t('policy.untilPast')))
                : Promise.resolve(),
          },
        ]}
      >
        <DatePicker className="full-width" minDate={today()} />
      </Form.Item>
      <PastDateField label={t('policy.grantedOn')} />
      <TextField name="reason" label={t('policy.reason')} longest={200} />
    </CountyCommandDrawer>
  );
}
