import { DatePicker, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { PastDateField, TargetDateField, today } from '../workspace/fields/date-field.tsx';
import { required } from '../workspace/fields/rules.ts';
import { TextField } from '../workspace/fields/text-field.tsx';
import { openCampaignBody, type OpenCampaignValues } from './county-bodies.ts';
import { CountyCommandDrawer } from './county-command-drawer.tsx';

const pointers = Object.fromEntries(
  ['occurredOn', 'campaign', 'from', 'until', 'documentNo'].map((name) => [`/${name}`, name]),
);

/** Opens a campaign that targets and projects may be part of. */
export function OpenCampaignForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <CountyCommandDrawer<OpenCampaignValues>
      command="open-campaign"
      initialValues={{ occurredOn: today(), from: today() }}
      pointers={pointers}
      toBody={openCampaignBody}
      recorded={({ campaign }) => t('policy.campaignOpened', { name: campaign.trim() })}
      onClose={onClose}
    >
      <TextField name="campaign" label={t('policy.campaignName')} longest={60} />
      <div className="field-row">
        <Form.Item name="from" label={t('policy.from')} rules={[required(t, t('policy.from'), 'choice')]}>
          <DatePicker className="full-width" />
        </Form.Item>
        <TargetDateField
          name="until"
          label={t('policy.until')}
          after="from"
          tooEarly={t('policy.untilBeforeStart')}
        />
      </div>
      <TextField name="documentNo" label={t('policy.documentNo')} longest={100} />
      <PastDateField label={t('policy.openedOn')} />
    </CountyCommandDrawer>
  );
}
