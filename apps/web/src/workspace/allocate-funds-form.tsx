import { AutoComplete, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTownPolicy } from '../api/town-policy.ts';
import { fundKinds, type Tier, tiers } from '../api/types.ts';
import { parseHundredths } from '../format/amounts.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { allocateFundsBody, type AllocateFundsValues } from './command-bodies.ts';
import { CommandDrawer } from './command-drawer.tsx';
import { AmountField } from './fields/amount-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { PastDateField, today } from './fields/date-field.tsx';
import { NumberField } from './fields/number-field.tsx';
import { OpenVenueField, type VenueChoice } from './fields/open-venue-field.tsx';
import { required } from './fields/rules.ts';
import { TextField } from './fields/text-field.tsx';

interface AllocateFundsFormProps {
  townCode: string;
  /** Venues that money can go to. */
  venues: VenueChoice[];
  venueId: string | undefined;
  onClose: () => void;
}

const pointers = {
  '/occurredOn': 'occurredOn',
  '/venueId': 'venueId',
  '/tier': 'tier',
  '/source': 'source',
  '/amountFen': 'amount',
  '/kind': 'kind',
  '/labourDays': 'labourDays',
  '/documentNo': 'documentNo',
};

/** Allocates money, goods or labour of one tier and source to a venue. */
export function AllocateFundsForm({ townCode, venues, venueId, onClose }: AllocateFundsFormProps) {
  const { t } = useTranslation();
  const nameOf = (id: string) => venues.find((venue) => venue.venueId === id)?.name ?? '';
  return (
    <CommandDrawer<AllocateFundsValues>
      townCode={townCode}
      command="allocate-funds"
      initialValues={{ occurredOn: today(), kind: 'cash', ...(venueId && { venueId }) }}
      pointers={pointers}
      toBody={allocateFundsBody}
      recorded={(values) =>
        t('recorded.allocate-funds', {
          name: nameOf(values.venueId),
          wan: formatFenAsWan(parseHundredths(values.amount) ?? 0),
        })
      }
      onClose={onClose}
    >
      <OpenVenueField venues={venues} />
      <ChoiceField name="tier" label={t('form.tier')} choices={tiers} nameOf={(tier) => t(`tier.${tier}`)} />
      <SourceField townCode={townCode} />
      <ChoiceField
        name="kind"
        label={t('form.kind')}
        choices={fundKinds}
        nameOf={(kind) => t(`kind.${kind}`)}
      />
      <div className="field-row">
        <AmountField name="amount" label={t('form.amount')} hint={t('form.amountHint')} />
        <LabourDaysField />
      </div>
      <div className="field-row">
        <PastDateField label={t('form.allocatedOn')} />
        <TextField name="documentNo" label={t('form.documentNo')} longest={100} />
      </div>
    </CommandDrawer>
  );
}

/** Offers the sources of the county's standard; any other can be typed. */
function SourceField({ townCode }: { townCode: string }) {
  const { t } = useTranslation();
  const tier = Form.useWatch<Tier | undefined>('tier');
  const policy = useTownPolicy(townCode).data?.data;
  const standard = policy?.standards.find(({ version }) => version === policy.standardInForce);
  return (
    <Form.Item name="source" label={t('form.source')} rules={[required(t, t('form.source'))]}>
      <AutoComplete
        allowClear
        options={standard?.sources
          .filter((source) => source.tier === tier)
          .map(({ name }) => ({ value: name }))}
        placeholder={t('form.sourceHint')}
        maxLength={60}
      />
    </Form.Item>
  );
}

function LabourDaysField() {
  const { t } = useTranslation();
  const kind = Form.useWatch<string | undefined>('kind');
  return kind === 'labour' ? (
    <NumberField name="labourDays" label={t('form.labourDays')} least={1} most={100_000} />
  ) : null;
}
