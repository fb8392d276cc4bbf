import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type PasswordChange, useChangePassword } from '../api/account.ts';
import { Rejection } from '../forms/rejection.tsx';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { useSignedIn } from '../shell/signed-in.ts';

interface Values extends PasswordChange {
  repeated: string;
}

/** The server knows the list of common passwords and refuses them; this much the form knows itself. */
const leastCharacters = 10;

const pointers = { '/current': 'current', '/next': 'next' };

/** One's own password, changed: the present one, the next one twice, and the rules beside it. */
export function ChangePasswordForm() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { username } = useSignedIn();
  const [form] = Form.useForm<Values>();
  const change = useChangePassword();
  useServerErrors(form, change.error, pointers);
  const submit = ({ current, next }: Values) =>
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          form.resetFields();
          void message.success(t('password.changed'), 5);
        },
      },
    );
  return (
    <Form<Values> form={form} name="password" layout="vertical" requiredMark={false} onFinish={submit}>
      {change.error !== null && <Rejection problem={change.error} pointers={pointers} />}
      {/* Password managers learn from it whose password changes. */}
      <input
        type="text"
        className="visually-hidden"
        autoComplete="username"
        value={username}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Form.Item
        name="current"
        label={t('password.current')}
        rules={[{ required: true, message: t('password.currentMissing') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <NextPasswordFields />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('password.submit')}
      </Button>
    </Form>
  );
}

function NextPasswordFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="next"
        label={t('password.next')}
        extra={t('password.rules', { least: leastCharacters })}
        rules={[
          { required: true, message: t('password.nextMissing') },
          { min: leastCharacters, message: t('password.tooShort', { least: leastCharacters }) },
        ]}
        validateTrigger="onBlur"
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t('password.repeated')}
        dependencies={['next']}
        validateTrigger="onBlur"
        rules={[
          { required: true, message: t('password.repeatedMissing') },
          ({ getFieldValue }) => ({
            validator: (_, typed) =>
              typed === undefined || typed === '' || typed === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  );
}
