import { App, Button, Form, QRCode, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useConfirmSecondFactor } from '../api/account.ts';
import type { SecondFactorSecret } from '../api/account-types.ts';
import { Rejection } from '../forms/rejection.tsx';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { CodeField } from './code-field.tsx';

interface SecondFactorSetupProps extends SecondFactorSecret {
  onCancel: () => void;
}

const pointers = { '/code': 'code' };

/** The secret as a picture and as text, then the first code of the app that has taken it. */
export function SecondFactorSetup({ secret, uri, onCancel }: SecondFactorSetupProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ code: string }>();
  const confirm = useConfirmSecondFactor();
  useServerErrors(form, confirm.error, pointers);
  return (
    <Form
      form={form}
      name="second-factor"
      layout="vertical"
      requiredMark={false}
      onFinish={(values) =>
        confirm.mutate(values, { onSuccess: () => void message.success(t('secondFactor.added')) })
      }
    >
      <ol className="steps">
        <li>
          {t('secondFactor.scan')}
          <div className="second-factor-secret">
            <QRCode value={uri} type="svg" size={168} role="img" aria-label={t('secondFactor.picture')} />
            <div>
              <div className="secondary">{t('secondFactor.byHand')}</div>
              <Typography.Text code copyable={{ text: secret }}>
                {inGroups(secret)}
              </Typography.Text>
            </div>
          </div>
        </li>
        <li>{t('secondFactor.typeCode')}</li>
      </ol>
      {confirm.error !== null && <Rejection problem={confirm.error} pointers={pointers} />}
      <CodeField />
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('secondFactor.confirm')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </Form>
  );
}

/** In fours, as people read it off. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
