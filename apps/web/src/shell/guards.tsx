import { Navigate, Outlet } from 'react-router';
import type { Role } from '../api/types.ts';
import { ForbiddenPage } from '../states/forbidden-page.tsx';
import { homePath, useSignedIn } from './signed-in.ts';

/** Opens the pages below for one role and says so to everybody else. */
export function RequireRole({ role }: { role: Role }) {
  return useSignedIn().roles.includes(role) ? <Outlet /> : <ForbiddenPage />;
}

/** The address "/" leads everybody to their own start page. */
export function Home() {
  return <Navigate to={homePath(useSignedIn())} replace />;
}
