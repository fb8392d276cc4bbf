import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useMe } from '../api/queries.ts';
import { useSession } from '../session/session-store.ts';
import { ErrorState } from '../states/error-state.tsx';
import { OriginsProvider } from '../origins/origins-provider.tsx';
import { LoadingPage } from '../states/loading-page.tsx';
import { Header } from './header.tsx';
import { SignedInContext } from './signed-in.ts';

/** Header and content of every page behind the sign-in; without a session it leads there. */
export function Frame() {
  const { token, ended } = useSession();
  const { pathname, search } = useLocation();
  if (token === null) {
    // Whoever signs out is done here; whoever was thrown out wants to come back.
    return (
      <Navigate to="/sign-in" replace state={ended === 'signed-out' ? null : { from: pathname + search }} />
    );
  }
  return <SignedInFrame />;
}

function SignedInFrame() {
  const { t } = useTranslation();
  const me = useMe();
  if (me.data === undefined) {
    return me.isError ? (
      <ErrorState error={me.error} onRetry={() => void me.refetch()} page />
    ) : (
      <LoadingPage />
    );
  }
  return (
    <SignedInContext value={me.data}>
      <a className="skip-link" href="#content">
        {t('common.skip')}
      </a>
      <Header />
      <main id="content" className="content" tabIndex={-1}>
        <OriginsProvider>
          <Outlet />
        </OriginsProvider>
      </main>
      <ScrollRestoration />
    </SignedInContext>
  );
}
