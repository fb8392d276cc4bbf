import { formatCount } from '../format/numbers.ts';

/** "12 / 15" with its rate: a rate never stands without the counts it comes from. */
export function CountWithRate({ part, whole, pct }: { part: number; whole: number; pct: string }) {
  return (
    <span className="count-with-rate">
      <span>
        {formatCount(part)} / {formatCount(whole)}
      </span>
      <span className="rate">{pct}</span>
    </span>
  );
}
