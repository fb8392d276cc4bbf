import { CheckCircleFilled } from '@ant-design/icons';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNewSecondFactor, useRemoveSecondFactor } from '../api/account.ts';
import { Rejection } from '../forms/rejection.tsx';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { SecondFactorSetup } from './second-factor-setup.tsx';

/** The second factor: whether it is on, how to switch it on, how to switch it off. */
export function SecondFactor() {
  return useSignedIn().secondFactor ? <SwitchedOn /> : <SwitchedOff />;
}

function SwitchedOff() {
  const { t } = useTranslation();
  const begin = useNewSecondFactor();
  if (begin.data !== undefined) return <SecondFactorSetup {...begin.data} onCancel={begin.reset} />;
  return (
    <>
      {begin.error !== null && <Rejection problem={begin.error} pointers={{}} />}
      <p className="paragraph">{t('secondFactor.off')}</p>
      <Button onClick={() => begin.mutate()} loading={begin.isPending}>
        {t('secondFactor.begin')}
      </Button>
    </>
  );
}

function SwitchedOn() {
  const { t } = useTranslation();
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <p className="paragraph">
        <CheckCircleFilled className="done-icon" aria-hidden /> {t('secondFactor.on')}
      </p>
      {removing ? (
        <RemovalForm onCancel={() => setRemoving(false)} />
      ) : (
        <Button onClick={() => setRemoving(true)}>{t('secondFactor.remove')}</Button>
      )}
    </>
  );
}

const pointers = { '/password': 'password' };

function RemovalForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ password: string }>();
  const remove = useRemoveSecondFactor();
  useServerErrors(form, remove.error, pointers);
  return (
    <Form
      form={form}
      name="second-factor-removal"
      layout="vertical"
      requiredMark={false}
      onFinish={(values) =>
        remove.mutate(values, { onSuccess: () => void message.success(t('secondFactor.removed')) })
      }
    >
      {remove.error !== null && <Rejection problem={remove.error} pointers={pointers} />}
      <Form.Item
        name="password"
        label={t('password.current')}
        rules={[{ required: true, message: t('password.currentMissing') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={200} autoFocus />
      </Form.Item>
      <div className="form-buttons">
        <Button danger htmlType="submit" loading={remove.isPending}>
          {t('secondFactor.remove')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </Form>
  );
}
