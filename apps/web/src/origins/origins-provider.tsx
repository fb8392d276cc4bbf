import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import type { Origin } from './origin.ts';
import { OpenOriginContext } from './origins-context.ts';
import { OriginsDrawer } from './origins-drawer.tsx';

interface Opened {
  origin: Origin;
  /** The address of the page on which it was opened: another page has other figures. */
  page: string;
}

/** Lets everything below open what it comes from, and gives the focus back to what was opened. */
export function OriginsProvider({ children }: { children: ReactNode }) {
  const { pathname, search } = useLocation();
  const page = pathname + search;
  // What closes keeps its content while it moves out.
  const [opened, setOpened] = useState<Opened>();
  const [wanted, setWanted] = useState(false);
  const opener = useRef<Element>(null);
  const open = wanted && opened?.page === page;
  // The drawer gives the focus back by itself only where nothing cuts its motion short.
  useEffect(() => {
    if (!open && opener.current instanceof HTMLElement) opener.current.focus();
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    const closeOnEscape = ({ key }: KeyboardEvent) => key === 'Escape' && setWanted(false);
    window.addEventListener('keydown', closeOnEscape);
    return () => window.removeEventListener('keydown', closeOnEscape);
  }, [open]);
  return (
    <OpenOriginContext
      value={(origin) => {
        opener.current = document.activeElement;
        setOpened({ origin, page });
        setWanted(true);
      }}
    >
      {children}
      <OriginsDrawer origin={opened?.origin} open={open} onClose={() => setWanted(false)} />
    </OpenOriginContext>
  );
}
