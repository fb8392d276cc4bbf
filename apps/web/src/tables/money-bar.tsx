interface MoneyBarProps {
  fen: number;
  /** The amount that fills the whole bar. */
  longest: number;
  colour: string;
}

/** An amount as a bar below its figure, which says the same. */
export function MoneyBar({ fen, longest, colour }: MoneyBarProps) {
  return (
    <svg className="money-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
      <rect width={longest > 0 ? (Math.max(fen, 0) / longest) * 100 : 0} height="4" fill={colour} />
    </svg>
  );
}
