import { createContext } from 'react';
import type { LiveState } from '../api/live.ts';

/** How the county's live connection is doing. */
export const LiveStateContext = createContext<LiveState>('connecting');
