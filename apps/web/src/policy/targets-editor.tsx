import { Alert, App, Button, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountyCommand } from '../api/policy.ts';
import type { Campaign } from '../api/policy-types.ts';
import { Problem } from '../api/problem.ts';
import { useCounty } from '../shell/signed-in.ts';
import { useProblemText } from '../states/problem-text.ts';
import { FigureTable } from '../tables/figure-table.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { hundredths, whole } from '../workspace/fields/rules.ts';
import { changedTargets, type TargetRow, type TypedTarget, typedTarget } from './target-rows.ts';

interface TargetsEditorProps {
  year: number;
  rows: TargetRow[];
  campaigns: readonly Campaign[];
  onClose: () => void;
}

interface TargetsValues {
  occurredOn: Dayjs;
  towns: Record<string, TypedTarget>;
}

/** As many venues as a year's target may have, and as much money: 1 billion yuan. */
const mostVenues = 10_000;
const mostFen = 100_000_000_000;

/** The targets of all towns in one table; what was changed is sent, town by town. */
export function TargetsEditor({ year, rows, campaigns, onClose }: TargetsEditorProps) {
  const { t } = useTranslation();
  const { busy, failed, save } = useSaving(rows, year, onClose);
  return (
    <Form<TargetsValues>
      name="targets"
      layout="vertical"
      className="targets-form"
      disabled={busy}
      initialValues={{
        occurredOn: today(),
        towns: Object.fromEntries(rows.map(({ town, target }) => [town.code, typedTarget(target)])),
      }}
      onFinish={(values) => void save(values)}
      scrollToFirstError={{ block: 'center', focus: true }}
    >
      <PastDateField label={t('policy.setOn')} />
      <p className="part-hint">{t('policy.targetHint')}</p>
      <div className="wide-table" tabIndex={0} role="region" aria-labelledby="targets-heading">
        <FigureTable
          caption={t('policy.targets', { year })}
          rows={rows}
          rowKey={({ town }) => town.code}
          columns={[
            { key: 'town', title: t('policy.town'), render: ({ town }) => town.name },
            {
              key: 'venues',
              title: t('policy.countyVenues'),
              render: (row) => <VenuesInput row={row} />,
            },
            {
              key: 'amount',
              title: t('policy.amountYuan'),
              render: (row) => <AmountInput row={row} />,
            },
            {
              key: 'campaign',
              title: t('policy.campaign'),
              render: (row) => <CampaignInput row={row} campaigns={campaigns} />,
            },
          ]}
        />
      </div>
      {failed !== undefined && (
        <Alert className="form-alert" type="error" showIcon role="alert" title={failed} />
      )}
      <div className="form-buttons targets-buttons">
        <Button onClick={onClose} disabled={busy}>
          {t('common.cancel')}
        </Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('policy.saveTargets')}
        </Button>
      </div>
    </Form>
  );
}

/** Sends what was changed, and stops at the first town that is refused: those before it are set. */
function useSaving(rows: TargetRow[], year: number, onClose: () => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const send = useCountyCommand(useCounty().code, 'set-town-target');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const save = async ({ occurredOn, towns }: TargetsValues) => {
    const bodies = changedTargets(rows, towns, { occurredOn: occurredOn.format('YYYY-MM-DD'), year });
    setBusy(true);
    setFailed(undefined);
    try {
      for (const body of bodies) {
        try {
          await send.mutateAsync(body);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          const { title, detail } = textOf(error);
          const town = rows.find((row) => row.town.code === body.townCode)?.town.name;
          setFailed(t('policy.targetFailed', { town, reason: detail ?? title }));
          return;
        }
      }
    } finally {
      setBusy(false);
    }
    void message.success(
      bodies.length === 0
        ? t('policy.targetsSame')
        : t('policy.targetsSaved', { count: bodies.length, year }),
    );
    onClose();
  };
  return { busy, failed, save };
}

function VenuesInput({ row: { town, target } }: { row: TargetRow }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={['towns', town.code, 'venues']}
      rules={[
        whole(t, 0, mostVenues),
        // There is no way to take a target back.
        ...(target === null ? [] : [{ required: true, message: t('policy.targetNeeded') }]),
      ]}
    >
      <Input
        inputMode="numeric"
        autoComplete="off"
        className="numeric-input"
        aria-label={t('policy.venuesOf', { town: town.name })}
      />
    </Form.Item>
  );
}

function AmountInput({ row: { town } }: { row: TargetRow }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={['towns', town.code, 'amount']} rules={[hundredths(t, mostFen, 'positive')]}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        className="numeric-input"
        aria-label={t('policy.amountOf', { town: town.name })}
      />
    </Form.Item>
  );
}

function CampaignInput({ row: { town }, campaigns }: { row: TargetRow; campaigns: readonly Campaign[] }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={['towns', town.code, 'campaign']}>
      <Select
        allowClear
        aria-label={t('policy.campaignOf', { town: town.name })}
        options={campaigns.map(({ name }) => ({ value: name, label: name }))}
      />
    </Form.Item>
  );
}
