import { DatePicker, Form } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import { useCounty } from '../shell/signed-in.ts';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { required } from '../workspace/fields/rules.ts';
import { SelectField } from '../workspace/fields/select-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { CountyCommandDrawer } from './county-command-drawer.tsx';
import { periodName, periodsWithin } from './period-names.ts';
import { withoutEmpty } from './without-empty.ts';

interface GrantExceptionFormProps {
  closed: readonly string[];
  onClose: () => void;
}

interface GrantExceptionValues {
  occurredOn: Dayjs;
  townCode: string;
  period: string;
  until: Dayjs;
  reason: string;
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
      toBody={({ occurredOn, until, ...rest }) =>
        withoutEmpty({
          ...rest,
          occurredOn: occurredOn.format('YYYY-MM-DD'),
          until: until.format('YYYY-MM-DD'),
        })
      }
      recorded={({ townCode, period }) =>
        t('policy.exceptionGranted', { town: nameOf(townCode), period: periodName(period, t) })
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
        options={periods.map((one) => ({ value: one, label: periodName(one, t) }))}
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
