import { createContext, useContext } from 'react';
import type { FigureName, FigurePart } from '../api/types.ts';
import type { FigureOrigin, Origin } from './origin.ts';

/** Opens the list of events that something on the page comes from. */
export const OpenOriginContext = createContext<(origin: Origin) => void>(() => {
  throw new Error('there is no OriginsProvider around this');
});

/** The view that the figures of this part of the page belong to. */
export const FigureViewContext = createContext<string | undefined>(undefined);

export const countyView = (countyCode: string) => `/counties/${countyCode}/views/county-overview`;
export const townView = (townCode: string) => `/towns/${townCode}/views/town-summary`;

export function useOpenOrigin(): (origin: Origin) => void {
  return useContext(OpenOriginContext);
}

/** Names figures of this part of the page, or the same figures of one of its towns. */
export function useFigureOrigin() {
  const here = useContext(FigureViewContext);
  return (figure: FigureName, label: string, part: FigurePart = {}, townCode?: string): FigureOrigin => {
    const view = townCode === undefined ? here : townView(townCode);
    if (view === undefined) throw new Error('there is no FigureViewContext around this');
    return { kind: 'figure', label, view, figure, part };
  };
}
