import { createParser } from 'eventsource-parser';
import { renewSession } from '../session/renewal.ts';
import { sessionToken } from '../session/session-store.ts';
import { reconnectPause, townCodeOf } from './live-protocol.ts';

export type LiveState = 'connecting' | 'connected' | 'reconnecting';

export interface LiveListener {
  onState(state: LiveState): void;
  onChanged(townCode: string): void;
}

/** Without a sign of life for this long the connection is taken for dead; the server sends a heartbeat every 15 s. */
const silenceLimitMilliseconds = 40_000;

/**
 * Listens to a county's changes until `signal` aborts, reconnecting with growing pauses. The browser's EventSource
 * cannot send the bearer token, therefore fetch.
 */
export async function listenToCounty(
  countyCode: string,
  listener: LiveListener,
  signal: AbortSignal,
): Promise<void> {
  let attempt = 0;
  listener.onState('connecting');
  while (!signal.aborted) {
    const outcome = await listenOnce(countyCode, listener, signal, () => (attempt = 0));
    if (outcome === 'refused' || signal.aborted) return;
    attempt += 1;
    listener.onState('reconnecting');
    await pause(reconnectPause(attempt, Math.random()), signal);
  }
}

/** One connection, from opening to its end. `refused`: trying again would not help. */
async function listenOnce(
  countyCode: string,
  listener: LiveListener,
  signal: AbortSignal,
  onOpen: () => void,
): Promise<'ended' | 'refused'> {
  const silence = new AbortController();
  const token = sessionToken();
  if (token === null) return 'refused';
  try {
    const response = await fetch(`/api/v1/counties/${countyCode}/live`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status === 401) return (await renewSession(token)) ? 'ended' : 'refused';
    if (response.status === 403) return 'refused';
    if (!response.ok || response.body === null) return 'ended';
    onOpen();
    listener.onState('connected');
    await readStream(response.body, listener, silence);
  } catch {
    // A broken connection is expected here; the caller reconnects and the state says so on the page.
  }
  return 'ended';
}

async function readStream(
  body: ReadableStream<Uint8Array>,
  listener: LiveListener,
  silence: AbortController,
) {
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const townCode = event === 'changed' ? townCodeOf(data) : undefined;
      if (townCode !== undefined) listener.onChanged(townCode);
    },
  });
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  for (;;) {
    const timer = setTimeout(() => silence.abort(), silenceLimitMilliseconds);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    parser.feed(value);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
