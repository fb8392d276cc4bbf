import type { ReactNode } from 'react';
import { OriginButton } from '../origins/origin-button.tsx';
import type { Origin } from '../origins/origin.ts';

interface FigureProps {
  label: string;
  value: string;
  unit?: string;
  note?: ReactNode;
  testId: string;
  origin: Origin;
}

/** A big figure with its unit, and the count or average that puts it in proportion. */
export function Figure({ label, value, unit, note, testId, origin }: FigureProps) {
  return (
    <div className="figure">
      <dt className="figure-label">{label}</dt>
      <dd className="figure-value">
        <OriginButton origin={origin} value={unit === undefined ? value : `${value} ${unit}`}>
          <span data-testid={testId}>{value}</span>
          {unit !== undefined && <span className="figure-unit">{` ${unit}`}</span>}
        </OriginButton>
      </dd>
      {note !== undefined && <dd className="figure-note">{note}</dd>}
    </div>
  );
}
