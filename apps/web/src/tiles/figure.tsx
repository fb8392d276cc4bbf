import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface FigureProps {
  label: string;
  value: string;
  unit?: string;
  note?: ReactNode;
  testId: string;
  /** Shows where the figure comes from; without it the figure does not open. */
  onOpen?: (() => void) | undefined;
}

/** A big figure with its unit, and the count or average that puts it in proportion. */
export function Figure({ label, value, unit, note, testId, onOpen }: FigureProps) {
  const { t } = useTranslation();
  const shown = (
    <>
      <span data-testid={testId}>{value}</span>
      {unit !== undefined && <span className="figure-unit">{unit}</span>}
    </>
  );
  return (
    <div className="figure">
      <dt className="figure-label">{label}</dt>
      <dd className="figure-value">
        {onOpen === undefined ? (
          shown
        ) : (
          <button
            type="button"
            className="figure-open"
            aria-haspopup="dialog"
            aria-label={`${value} ${unit ?? ''} ${t('figure.open', { label })}`}
            title={t('figure.open', { label })}
            onClick={onOpen}
          >
            {shown}
          </button>
        )}
      </dd>
      {note !== undefined && <dd className="figure-note">{note}</dd>}
    </div>
  );
}
