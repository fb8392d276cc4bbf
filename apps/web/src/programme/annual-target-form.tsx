import { useTranslation } from 'react-i18next';
import { buildTypes } from '../api/types.ts';
import { CommandDrawer } from '../workspace/command-drawer.tsx';
import { AmountField } from '../workspace/fields/amount-field.tsx';
import { CampaignField } from '../workspace/fields/campaign-field.tsx';
import { ChoiceField } from '../workspace/fields/choice-field.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { NumberField } from '../workspace/fields/number-field.tsx';
import { annualTargetBody, type AnnualTargetValues } from './programme-bodies.ts';

const pointers = {
  '/occurredOn': 'occurredOn',
  '/year': 'year',
  '/buildType': 'buildType',
  '/venues': 'venues',
  '/amountFen': 'amount',
  '/campaign': 'campaign',
};

/** Sets the town's target of a year and build type; a later one takes its place. */
export function AnnualTargetForm({ townCode, onClose }: { townCode: string; onClose: () => void }) {
  const { t } = useTranslation();
  const start = today();
  return (
    <CommandDrawer<AnnualTargetValues>
      townCode={townCode}
      command="set-annual-target"
      initialValues={{ occurredOn: start, year: String(start.year()) }}
      pointers={pointers}
      toBody={annualTargetBody}
      recorded={() => t('step.recorded', { step: t('command.set-annual-target') })}
      onClose={onClose}
    >
      <NumberField name="year" label={t('form.year')} least={1950} most={2099} />
      <ChoiceField
        name="buildType"
        label={t('form.buildType')}
        choices={buildTypes}
        nameOf={(choice) => t(`buildType.${choice}`)}
      />
      <div className="field-row">
        <NumberField name="venues" label={t('programme.field.venues')} least={0} most={10_000} />
        <AmountField name="amount" label={t('programme.field.amount')} optional />
      </div>
      <CampaignField townCode={townCode} />
      <PastDateField label={t('programme.field.setOn')} />
    </CommandDrawer>
  );
}
