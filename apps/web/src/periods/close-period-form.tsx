import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { periodText } from './period-words.ts';
import { CommandDrawer } from '../workspace/command-drawer.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { closePeriodBody, type ClosePeriodValues } from './close-period-body.ts';
import { PeriodField } from './period-field.tsx';

interface ClosePeriodFormProps {
  townCode: string;
  /** The period to open again; absent to close one. */
  reopened: string | undefined;
  closed: readonly string[];
  onClose: () => void;
}

const pointers = { '/occurredOn': 'occurredOn', '/period': 'period', '/reason': 'reason' };

/** Closes a period for the town's villages, or opens one again. */
export function ClosePeriodForm({ townCode, reopened, closed, onClose }: ClosePeriodFormProps) {
  const { t } = useTranslation();
  const change = reopened === undefined ? 'closed' : 'reopened';
  return (
    <CommandDrawer<ClosePeriodValues>
      townCode={townCode}
      command="close-town-period"
      initialValues={{ occurredOn: today(), ...(reopened !== undefined && { period: reopened }) }}
      pointers={pointers}
      toBody={(values) => closePeriodBody(values, change)}
      recorded={({ period }) => `${periodText(period, t)} ${t(`period.${change}`)}`}
      onClose={onClose}
    >
      {reopened === undefined ? (
        <PeriodField closed={closed} />
      ) : (
        <Form.Item name="period" label={t('period.reopen')}>
          <PeriodName />
        </Form.Item>
      )}
      <PastDateField label={t('period.changedOn')} />
      <TextField name="reason" label={t('period.reason')} longest={200} />
    </CommandDrawer>
  );
}

/** The period that is opened again: it is no question. */
function PeriodName({ value = '' }: { value?: string }) {
  const { t } = useTranslation();
  return <span>{periodText(value, t)}</span>;
}
