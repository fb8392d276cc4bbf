import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Origin } from './origin.ts';
import { useOpenOrigin } from './origins-context.ts';

interface OriginButtonProps {
  origin: Origin;
  /** The figure as it is read out. */
  value: string;
  /** The figure as it is seen, where that is more than text. */
  children?: ReactNode;
}

/** A figure that opens down to the events that made it. */
export function OriginButton({ origin, value, children = value }: OriginButtonProps) {
  const { t } = useTranslation();
  const open = useOpenOrigin();
  const title = t('figure.open', { label: origin.label });
  return (
    <button
      type="button"
      className="figure-open"
      aria-haspopup="dialog"
      aria-label={`${value} ${title}`}
      title={title}
      onClick={() => open(origin)}
    >
      {children}
    </button>
  );
}
