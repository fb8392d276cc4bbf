import { useQuery } from '@tanstack/react-query';
import { Button, Divider, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import type { SignInMethods } from '../api/account-types.ts';
import { read } from '../api/http.ts';
import { Brand } from '../shell/brand.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { LoadingPage } from '../states/loading-page.tsx';
import { IssuerProblem } from './issuer-problem.tsx';
import { useSession } from './session-store.ts';
import { SignInForm } from './sign-in-form.tsx';

/** One's own password, or the issuer that signs one in; afterwards back to where one was, else to the own start page. */
export function SignInPage() {
  const { t } = useTranslation();
  const session = useSession();
  const from = returnPath(useLocation().state);
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('product')}`;
  }, [t]);
  if (session.state === 'resuming') return <LoadingPage />;
  if (session.state === 'signed-in') return <Navigate to={from} replace />;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1 className="sign-in-brand">
          <Brand />
        </h1>
        <p className="secondary">{t('signIn.subtitle')}</p>
        <IssuerProblem />
        <Methods />
      </div>
      <LanguageSwitch />
    </main>
  );
}

function Methods() {
  const { t } = useTranslation();
  const methods = useQuery({
    queryKey: ['sign-in-methods'],
    queryFn: ({ signal }) => read<SignInMethods>('/sign-in/methods', signal),
    staleTime: Infinity,
  });
  if (methods.isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  // Where nobody says which ways there are, one's own password is the one that may still work.
  const { local, oidc } = methods.data ?? { local: true, oidc: null };
  return (
    <>
      {local && <SignInForm />}
      {local && oidc !== null && <Divider plain>{t('signIn.or')}</Divider>}
      {oidc !== null && (
        <Button href="/api/v1/sign-in/oidc" size="large" block type={local ? 'default' : 'primary'}>
          {t('signIn.issuer', { label: oidc.label })}
        </Button>
      )}
    </>
  );
}

/** Where the user was before; only addresses of this app. */
function returnPath(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/';
  return typeof state.from === 'string' && /^\/(?![/\\])/.test(state.from) ? state.from : '/';
}
