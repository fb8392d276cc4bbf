import type { ReactNode } from 'react';

interface CountWithRateProps {
  part: ReactNode;
  whole: ReactNode;
  pct: string;
}

/** "12 / 15" with its rate: a rate never stands without the counts it comes from. */
export function CountWithRate({ part, whole, pct }: CountWithRateProps) {
  return (
    <span className="count-with-rate">
      <span>
        {part} / {whole}
      </span>
      <span className="rate">{pct}</span>
    </span>
  );
}
