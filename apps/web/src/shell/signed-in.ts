import { createContext, useContext } from 'react';
import type { Me } from '../api/types.ts';

/** Who is signed in, for everything inside the frame. */
export const SignedInContext = createContext<Me | null>(null);

/** Who is signed in. Throws outside the frame, where nobody need be. */
export function useSignedIn(): Me {
  const me = useContext(SignedInContext);
  if (me === null) throw new Error('useSignedIn is for components inside the frame');
  return me;
}

/** Where this user starts: analysts with their county, clerks with their town. */
export function homePath(me: Me): string {
  return me.roles.includes('county-analyst') ? '/county' : '/town';
}
