import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useDatedPath } from './use-as-of.ts';

interface DatedLinkProps {
  to: string;
  className?: string;
  /** In a navigation: whether it leads to this very page, or to what this page is a part of. */
  current?: 'page' | boolean;
  children: ReactNode;
}

/** Leads to another page as of the same day. */
export function DatedLink({ to, current = false, ...rest }: DatedLinkProps) {
  return <Link to={useDatedPath()(to)} {...(current !== false && { 'aria-current': current })} {...rest} />;
}
