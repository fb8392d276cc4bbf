import type { Cluster } from './cluster.ts';
import type { Samples } from './rounds.ts';
import type { Sizes } from './sizes.ts';
import type { Ratio } from './targets.ts';

/** What a part of the measurements found. */
export interface Findings {
  /** Ours ÷ the peer, or ours ÷ the limit, in speed: the larger the better for us. Medians of rounds. */
  readonly ratios: Readonly<Partial<Record<Ratio, number>>>;
  /** Medians; the unit is in the name. */
  readonly absolute: Readonly<Record<string, number>>;
  /** The rounds behind the medians, by comparison and contestant. */
  readonly samples: Readonly<Record<string, Samples>>;
}

/** Measures something on the cluster; leaves no process and no connection of its own. */
export type Part = (cluster: Cluster, sizes: Sizes) => Promise<Findings>;

/** Several parts' findings as one. */
export function together(parts: readonly Findings[]): Findings {
  return {
    ratios: Object.assign({}, ...parts.map(({ ratios }) => ratios)) as Findings['ratios'],
    absolute: Object.assign({}, ...parts.map(({ absolute }) => absolute)) as Findings['absolute'],
    samples: Object.assign({}, ...parts.map(({ samples }) => samples)) as Findings['samples'],
  };
}
