import { DatePicker, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import { waivedRules } from '../api/policy-types.ts';
import { useVenueCards } from '../api/queries.ts';
import { useCounty } from '../shell/signed-in.ts';
import { ChoiceField } from '../workspace/fields/choice-field.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { required } from '../workspace/fields/rules.ts';
import { SelectField } from '../workspace/fields/select-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { grantWaiverBody, type GrantWaiverValues } from './county-bodies.ts';
import { CountyCommandDrawer } from './county-command-drawer.tsx';

const pointers = Object.fromEntries(
  ['occurredOn', 'townCode', 'venueId', 'kind', 'until', 'reason', 'documentNo'].map((name) => [
    `/${name}`,
    name,
  ]),
);

/** Lets a venue of a town do without something, until a day. */
export function GrantWaiverForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const towns = useTowns(useCounty().code).data ?? [];
  return (
    <CountyCommandDrawer<GrantWaiverValues>
      command="grant-waiver"
      initialValues={{ occurredOn: today() }}
      pointers={pointers}
      toBody={grantWaiverBody}
      recorded={() => t('policy.waiverGranted')}
      onClose={onClose}
    >
      <SelectField
        name="townCode"
        label={t('policy.town')}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <VenueField />
      <ChoiceField
        name="kind"
        label={t('policy.waived')}
        choices={waivedRules}
        nameOf={(rule) => t(`policy.waivedRule.${rule}`)}
      />
      <div className="field-row">
        <Form.Item
          name="until"
          label={t('policy.validUntil')}
          rules={[required(t, t('policy.validUntil'), 'choice')]}
        >
          <DatePicker className="full-width" />
        </Form.Item>
        <PastDateField label={t('policy.grantedOn')} />
      </div>
      <TextField name="reason" label={t('policy.reason')} longest={200} />
      <TextField name="documentNo" label={t('policy.documentNo')} longest={100} />
    </CountyCommandDrawer>
  );
}

/** The venues of the town that was chosen. */
function VenueField() {
  const townCode = Form.useWatch<string | undefined>('townCode');
  return townCode === undefined ? null : <VenueOfTownField key={townCode} townCode={townCode} />;
}

function VenueOfTownField({ townCode }: { townCode: string }) {
  const { t } = useTranslation();
  const venues = useVenueCards(townCode).data?.data ?? [];
  return (
    <SelectField
      name="venueId"
      label={t('policy.venue')}
      options={venues
        .filter(({ stage }) => stage !== 'cancelled' && stage !== 'retired')
        .map(({ venueId, name, villageName }) => ({
          value: venueId,
          label: t('common.aside', { text: name, aside: villageName }),
        }))}
    />
  );
}
