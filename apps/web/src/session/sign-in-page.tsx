import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { request } from '../api/http.ts';
import { Problem } from '../api/problem.ts';
import type { SignInResult } from '../api/types.ts';
import { Brand } from '../shell/brand.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { queryClient } from '../shell/query-client.ts';
import { useProblemText } from '../states/problem-text.ts';
import { beginSession, useSession } from './session-store.ts';

interface Credentials {
  username: string;
  password: string;
}

/** User name and password; afterwards back to where the user was, else to the own start page. */
export function SignInPage() {
  const { t } = useTranslation();
  const { token } = useSession();
  const from = returnPath(useLocation().state);
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('product')}`;
  }, [t]);
  if (token !== null) return <Navigate to={from} replace />;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1 className="sign-in-brand">
          <Brand />
        </h1>
        <p className="secondary">{t('signIn.subtitle')}</p>
        <SignInForm />
      </div>
      <LanguageSwitch />
    </main>
  );
}

function SignInForm() {
  const { t } = useTranslation();
  const { ended } = useSession();
  const signIn = useMutation<SignInResult, Error, Credentials>({
    mutationFn: (body) => request<SignInResult>('/sign-in', { method: 'POST', body }),
    onSuccess: ({ accessToken }) => {
      queryClient.clear();
      beginSession(accessToken);
    },
  });
  return (
    <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(values) => signIn.mutate(values)}>
      {signIn.error !== null && <SignInError error={signIn.error} />}
      {signIn.isIdle && ended === 'expired' && <Alert type="warning" showIcon title={t('signIn.expired')} />}
      {signIn.isIdle && ended === 'signed-out' && (
        <Alert type="info" showIcon title={t('signIn.signedOut')} />
      )}
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
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  );
}

function SignInError({ error }: { error: Error }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (error instanceof Problem && error.code === 'sign-in.failed') {
    return <Alert type="error" showIcon title={t('signIn.failed')} />;
  }
  const { title, detail } = textOf(error);
  return <Alert type="error" showIcon title={title} description={detail} />;
}

/** Where the user was before; only addresses of this app. */
function returnPath(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/';
  return typeof state.from === 'string' && state.from.startsWith('/') ? state.from : '/';
}
