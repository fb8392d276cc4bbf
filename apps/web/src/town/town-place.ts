import { createContext, type ReactNode, useContext } from 'react';
import type { Crumb } from '../shell/page.tsx';

/** The town that a page is about: one's own, or one that the county looks into. */
export interface TownPlace {
  townCode: string;
  name: string;
  /** Address of the town's own page; all else of it lies below. */
  base: string;
  crumbs: Crumb[];
  /** What stands beside the title of each of its pages. */
  aside: ReactNode;
}

export const TownPlaceContext = createContext<TownPlace | null>(null);

/** @throws outside of a town's area. */
export function useTownPlace(): TownPlace {
  const place = useContext(TownPlaceContext);
  if (place === null) throw new Error('useTownPlace is for pages of a town');
  return place;
}
