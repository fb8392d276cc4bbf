import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { ChangeNeededPage } from '../account/change-needed-page.tsx';
import { useMe } from '../api/queries.ts';
import { OriginsProvider } from '../origins/origins-provider.tsx';
import { retryToResume } from '../session/renewal.ts';
import { useSession } from '../session/session-store.ts';
import { ErrorState } from '../states/error-state.tsx';
import { LoadingPage } from '../states/loading-page.tsx';
import { Header } from './header.tsx';
import { SectionNav } from './section-nav.tsx';
import { sectionsAround } from './sections.ts';
import { SignedInContext } from './signed-in.ts';

/** Header and content of every page behind the sign-in; without a session it leads there. */
export function Frame() {
  const session = useSession();
  const { pathname, search } = useLocation();
  switch (session.state) {
    case 'resuming':
      return <LoadingPage />;
    case 'unreachable':
      return <ErrorState error={session.problem} onRetry={retryToResume} page />;
    case 'signed-out':
      // Whoever signs out is done here; whoever was thrown out wants to come back.
      return (
        <Navigate
          to="/sign-in"
          replace
          state={session.reason === 'signed-out' ? null : { from: pathname + search }}
        />
      );
    case 'signed-in':
      return <SignedInFrame key={session.begun} />;
    default:
      return session satisfies never;
  }
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
      {!me.data.mustChangePassword && <Sections />}
      <main id="content" className="content" tabIndex={-1}>
        {me.data.mustChangePassword ? (
          <ChangeNeededPage />
        ) : (
          <OriginsProvider>
            <Outlet />
          </OriginsProvider>
        )}
      </main>
      <ScrollRestoration />
    </SignedInContext>
  );
}

/** The pages around this one, in the county or in the town. */
function Sections() {
  const { pathname } = useLocation();
  return sectionsAround(pathname).map((row) => <SectionNav key={row.of} {...row} />);
}
