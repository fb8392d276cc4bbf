import { useEffect, useRef, useState } from 'react';
import { type Chain, verifyAfter } from '../api/audit.ts';
import type { ChainFault } from '../api/audit-types.ts';

/** How the verification of one chain stands. */
export type ChainState =
  | { state: 'unverified' }
  | { state: 'running'; verifiedTo: number; head: number }
  | { state: 'sound'; head: number; at: Date }
  | { state: 'faulty'; fault: ChainFault }
  | { state: 'failed'; error: Error };

/** Verifies chains one after another, stretch by stretch, while the page is open; answers how each stands. */
export function useVerification() {
  const [states, setStates] = useState<ReadonlyMap<string, ChainState>>(new Map());
  const controller = useRef<AbortController>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => () => controller.current?.abort(), []);

  const verify = async (chains: readonly Chain[]) => {
    const { signal } = (controller.current = new AbortController());
    const tell = (code: string, state: ChainState) => {
      if (!signal.aborted) setStates((before) => new Map(before).set(code, state));
    };
    setBusy(true);
    for (const chain of chains) {
      if (!signal.aborted)
        tell(chain.code, await verifyChain(chain, (state) => tell(chain.code, state), signal));
    }
    if (!signal.aborted) setBusy(false);
  };
  return { stateOf: (code: string): ChainState => states.get(code) ?? { state: 'unverified' }, busy, verify };
}

async function verifyChain(
  chain: Chain,
  tell: (state: ChainState) => void,
  signal: AbortSignal,
): Promise<ChainState> {
  try {
    for (let verifiedTo = 0, head = 0; ;) {
      tell({ state: 'running', verifiedTo, head });
      const answer = await verifyAfter(chain, verifiedTo, signal);
      if (answer.fault !== null) return { state: 'faulty', fault: answer.fault };
      // A town that goes on recording moves its head; what stands still has been verified whole.
      if (answer.verifiedTo >= answer.head)
        return { state: 'sound', head: answer.verifiedTo, at: new Date() };
      ({ verifiedTo, head } = answer);
    }
  } catch (error) {
    return { state: 'failed', error: error as Error };
  }
}
