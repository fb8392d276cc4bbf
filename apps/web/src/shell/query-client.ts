import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';
import { currentSession, subscribeToSession } from '../session/session-store.ts';

/** What has been read from the API. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // The server may be on this very machine: what the browser thinks of the network does not decide.
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
    mutations: { networkMode: 'always' },
  },
});

// Emptied whenever somebody signs in or out, here or in another tab, so that the next user sees nothing of it.
let reader = signedInAs();
subscribeToSession(() => {
  const now = signedInAs();
  if (now !== reader) queryClient.clear();
  reader = now;
});

function signedInAs(): number | undefined {
  const session = currentSession();
  return session.state === 'signed-in' ? session.begun : undefined;
}

/** Whether asking again may help: no answer at all, or a server in trouble. A 503 has had its waits already. */
function isPassing(error: Error): boolean {
  return error instanceof Problem && (error.status === 0 || error.status === 502 || error.status === 504);
}
