import { useEffect, useRef } from 'react';

/**
 * Gives the focus back to what had it when this appeared, as soon as this is gone; if that is gone too, to the page's
 * content. For drawers and dialogs that are there only while they are open: antd gives it back when it closes one, and
 * these are taken away instead.
 */
export function useFocusBack(): void {
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const { current } = opener;
    return () => {
      const opened = current instanceof HTMLElement && current.isConnected;
      (opened ? current : document.getElementById('content'))?.focus();
    };
  }, []);
}
