import { createContext, useContext } from 'react';
import type { Me } from '../api/account-types.ts';
import type { Division } from '../api/types.ts';

/** Who is signed in, for everything inside the frame. */
export const SignedInContext = createContext<Me | null>(null);

/** Who is signed in. Throws outside the frame, where nobody need be. */
export function useSignedIn(): Me {
  const me = useContext(SignedInContext);
  if (me === null) throw new Error('useSignedIn is for components inside the frame');
  return me;
}

/** The county of whoever is signed in. Throws for an operator, who has none and to whom its pages are closed. */
export function useCounty(): Division {
  const { county } = useSignedIn();
  if (county === null) throw new Error('an operator belongs to no county');
  return county;
}

/** Whether whoever is signed in may do this; the server decides it again at every request. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSignedIn();
  return (permission) => permissions.includes(permission);
}

/** Whether whoever is signed in may open what concerns a village: a village's clerk only the own one. */
export function useReaches(): (villageId: string) => boolean {
  const { villageId: own } = useSignedIn();
  return (villageId) => own === null || own === villageId;
}
