import { AutoComplete, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTownPolicy } from '../../api/town-policy.ts';

/** A campaign of the county, or another one by its name. */
export function CampaignField({ townCode }: { townCode: string }) {
  const { t } = useTranslation();
  const campaigns = useTownPolicy(townCode).data?.data.campaigns ?? [];
  return (
    <Form.Item name="campaign" label={t('form.campaign')}>
      <AutoComplete
        allowClear
        maxLength={60}
        options={campaigns.map(({ name }) => ({ value: name }))}
        placeholder={t('form.campaignHint')}
      />
    </Form.Item>
  );
}
