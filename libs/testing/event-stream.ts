import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** An open stream of server-sent events. */
export interface EventStream {
  readonly response: Response;
  /** The next event. @throws when the server ended the stream. */
  next(): Promise<EventSourceMessage>;
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a stream with a bearer token, and waits for the answer's head. */
export async function openEventStream(
  url: string,
  token: string,
  more: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...more },
    signal: leaving.signal,
  });
  const arrived: EventSourceMessage[] = [];
  let wake = (): void => undefined;
  let over = false;
  const parser = createParser({
    onEvent: (event) => {
      arrived.push(event);
      wake();
    },
  });
  const ended = read(response, (text) => parser.feed(text)).finally(() => {
    over = true;
    wake();
  });
  return {
    response,
    next: async () => {
      while (arrived.length === 0) {
        if (over) throw new Error('the stream has ended');
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return arrived.shift()!;
    },
    ended,
    close: () => leaving.abort(),
  };
}

async function read(response: Response, feed: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body!) feed(decoder.decode(chunk as Uint8Array, { stream: true }));
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  }
}
