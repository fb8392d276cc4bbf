import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useDatedPath } from './use-as-of.ts';

interface DatedLinkProps {
  to: string;
  className?: string;
  children: ReactNode;
}

/** Leads to another page as of the same day. */
export function DatedLink({ to, ...rest }: DatedLinkProps) {
  return <Link to={useDatedPath()(to)} {...rest} />;
}
