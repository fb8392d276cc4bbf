import { Navigate, Outlet } from 'react-router';
import { ForbiddenPage } from '../states/forbidden-page.tsx';
import { type Area, areasOf, homePath } from './areas.ts';
import { useSignedIn } from './signed-in.ts';

/** Opens the pages below to whom one of the areas leads, and says so to everybody else. */
export function RequireArea({ keys }: { keys: Area['key'][] }) {
  const open = areasOf(useSignedIn()).some((area) => keys.includes(area.key));
  return open ? <Outlet /> : <ForbiddenPage />;
}

/** The address "/" leads everybody to their own start page. */
export function Home() {
  return <Navigate to={homePath(useSignedIn())} replace />;
}
