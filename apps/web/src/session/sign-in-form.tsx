import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeField } from '../account/code-field.tsx';
import { Problem, problemOf } from '../api/problem.ts';
import { send } from '../api/send.ts';
import { adoptSession } from './renewal.ts';
import { type TokenGrant, useSession } from './session-store.ts';
import { SignInProblem } from './sign-in-problem.tsx';

interface Credentials {
  username: string;
  password: string;
  code?: string;
}

/** User name and password, then the code of the second factor where the account has one. */
export function SignInForm() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Credentials>();
  // The password was right: what is missing is the code.
  const [codeNeeded, setCodeNeeded] = useState(false);
  const signIn = useMutation<TokenGrant, Error, Credentials>({
    mutationFn: signInAs,
    onSuccess: adoptSession,
    onError: (error) => {
      form.resetFields(['code']);
      if (error instanceof Problem && error.code === 'sign-in.code-needed') setCodeNeeded(true);
    },
  });
  const startOver = () => {
    setCodeNeeded(false);
    signIn.reset();
    form.resetFields();
  };
  return (
    <Form<Credentials>
      form={form}
      layout="vertical"
      requiredMark={false}
      // What the fields of the first step hold is not on the page in the second.
      onFinish={() => signIn.mutate(form.getFieldsValue(true) as Credentials)}
    >
      {signIn.error !== null && (
        <SignInProblem error={signIn.error} codeTried={signIn.variables?.code !== undefined} />
      )}
      {signIn.isIdle && <WhyHere />}
      {codeNeeded ? <CodeField autoFocus /> : <PasswordFields />}
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
      {codeNeeded && (
        <Button type="link" block className="sign-in-back" onClick={startOver}>
          {t('signIn.startOver')}
        </Button>
      )}
    </Form>
  );
}

function PasswordFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="username"
        label={t('signIn.username')}
        rules={[{ required: true, whitespace: true, message: t('signIn.usernameMissing') }]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus size="large" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
    </>
  );
}

/** Why somebody who was signed in stands before this form. */
function WhyHere() {
  const { t } = useTranslation();
  const session = useSession();
  const reason = session.state === 'signed-out' ? session.reason : 'none';
  if (reason === 'expired') return <Alert type="warning" showIcon title={t('signIn.expired')} />;
  if (reason === 'signed-out') return <Alert type="info" showIcon title={t('signIn.signedOut')} />;
  return null;
}

async function signInAs(body: Credentials): Promise<TokenGrant> {
  const response = await send('/sign-in', null, { method: 'POST', body });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as TokenGrant;
}
