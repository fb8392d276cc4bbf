import type { ReactNode } from 'react';

interface FigureProps {
  label: string;
  value: string;
  unit?: string;
  note?: ReactNode;
  testId: string;
}

/** A big figure with its unit, and the count or average that puts it in proportion. */
export function Figure({ label, value, unit, note, testId }: FigureProps) {
  return (
    <div className="figure">
      <dt className="figure-label">{label}</dt>
      <dd className="figure-value">
        <span data-testid={testId}>{value}</span>
        {unit !== undefined && <span className="figure-unit">{unit}</span>}
      </dd>
      {note !== undefined && <dd className="figure-note">{note}</dd>}
    </div>
  );
}
