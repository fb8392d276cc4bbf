import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { buildTypes } from '../api/types.ts';
import { parseHundredths, typedHundredths } from '../format/amounts.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { hundredthsOrZero, planVenueBody, type PlanVenueValues } from './command-bodies.ts';
import { villageOptions } from '../places/village-options.ts';
import { CommandDrawer } from './command-drawer.tsx';
import { AmountField } from './fields/amount-field.tsx';
import { AreaField } from './fields/area-field.tsx';
import { CampaignField } from './fields/campaign-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { PastDateField, TargetDateField, today } from './fields/date-field.tsx';
import { NumberField } from './fields/number-field.tsx';
import { SelectField } from './fields/select-field.tsx';
import { TextField } from './fields/text-field.tsx';

interface PlanVenueFormProps {
  townCode: string;
  villages: Parameters<typeof villageOptions>[0];
  villageId: string | undefined;
  /** Of a project that its need began; without it the venue is new. */
  venueId?: string;
  /** What was estimated with the need: the budget to begin with. */
  needFen?: number | undefined;
  onClose: () => void;
}

const pointers = {
  '/occurredOn': 'occurredOn',
  '/villageId': 'villageId',
  '/venueName': 'venueName',
  '/year': 'year',
  '/batch': 'batch',
  '/buildType': 'buildType',
  '/reason': 'reason',
  '/plannedAreaDm2': 'plannedArea',
  '/budgetFen': 'budget',
  '/fundingPlan/higherFen': 'planHigher',
  '/fundingPlan/townFen': 'planTown',
  '/fundingPlan/villageFen': 'planVillage',
  '/targetOn': 'targetOn',
  '/campaign': 'campaign',
};

/** Puts a venue into the town's plan. */
export function PlanVenueForm(props: PlanVenueFormProps) {
  const { townCode, villages, villageId, venueId, needFen, onClose } = props;
  const { t } = useTranslation();
  const start = today();
  return (
    <CommandDrawer<PlanVenueValues>
      townCode={townCode}
      command="plan-venue"
      initialValues={{
        occurredOn: start,
        year: String(start.year()),
        ...(villageId && { villageId }),
        ...(needFen !== undefined && { budget: typedHundredths(needFen) }),
      }}
      pointers={pointers}
      toBody={(values) => planVenueBody(values, venueId)}
      recorded={({ venueName }) => t('recorded.plan-venue', { name: venueName.trim() })}
      onClose={onClose}
    >
      <SelectField name="villageId" label={t('form.village')} options={villageOptions(villages, t)} />
      <TextField
        name="venueName"
        label={t('form.venueName')}
        longest={60}
        placeholder={t('form.venueNameHint')}
      />
      <ChoiceField
        name="buildType"
        label={t('form.buildType')}
        choices={buildTypes}
        nameOf={(choice) => t(`buildType.${choice}`)}
      />
      <TextField
        name="reason"
        label={t('form.reason')}
        longest={500}
        placeholder={t('form.reasonHint')}
        lines
      />
      <div className="field-row">
        <PastDateField label={t('form.plannedOn')} />
        <TargetDateField name="targetOn" label={t('form.target')} after="occurredOn" />
      </div>
      <div className="field-row">
        <NumberField name="year" label={t('form.year')} least={1950} most={2099} />
        <NumberField
          name="batch"
          label={t('form.batch')}
          least={1}
          most={99}
          optional
          placeholder={t('form.optional')}
        />
      </div>
      <div className="field-row">
        <AreaField name="plannedArea" label={t('form.plannedArea')} />
        <AmountField name="budget" label={t('form.budget')} />
      </div>
      <FundingPlanFields />
      <CampaignField townCode={townCode} />
    </CommandDrawer>
  );
}

function FundingPlanFields() {
  const { t } = useTranslation();
  return (
    <fieldset className="fieldset">
      <legend>{t('form.fundingPlan')}</legend>
      <p className="secondary">{t('form.fundingPlanHint')}</p>
      <AmountField name="planHigher" label={t('form.planHigher')} optional />
      <AmountField name="planTown" label={t('form.planTown')} optional />
      <AmountField
        name="planVillage"
        label={t('form.planVillage')}
        optional
        dependencies={['planHigher', 'planTown']}
        rules={[
          ({ getFieldsValue }) => ({
            validator: () =>
              planTotalFen(getFieldsValue() as Partial<PlanVenueValues>) > 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('form.planMissing'))),
          }),
        ]}
      />
      <FundingPlanTotal />
    </fieldset>
  );
}

function planTotalFen({ planHigher, planTown, planVillage }: Partial<PlanVenueValues>): number {
  return hundredthsOrZero(planHigher) + hundredthsOrZero(planTown) + hundredthsOrZero(planVillage);
}

/** The sum of the plan as it is typed, and how far it is from the budget. */
function FundingPlanTotal() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<PlanVenueValues>();
  const values = Form.useWatch([], form) as Partial<PlanVenueValues> | undefined;
  const total = planTotalFen(values ?? {});
  const budget = parseHundredths(values?.budget ?? '');
  if (total === 0) return null;
  return (
    <div aria-live="polite">
      {t('form.planTotal', { total: formatFenAsWan(total) })}
      {budget !== undefined && total === budget && t('form.planMatches')}
      {budget !== undefined &&
        total < budget &&
        t('form.planBelow', { difference: formatFenAsWan(budget - total) })}
      {budget !== undefined && total > budget && (
        <span className="warning">{t('form.planAbove', { difference: formatFenAsWan(total - budget) })}</span>
      )}
    </div>
  );
}
