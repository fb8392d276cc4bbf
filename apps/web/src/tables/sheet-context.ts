import { createContext } from 'react';
import type { Sheet } from './sheet.ts';

/** Whose the lists of this part of the page are and what data they rest on, where they do not say it themselves. */
export const SheetContext = createContext<Pick<Sheet<never>, 'place' | 'basis'>>({});
