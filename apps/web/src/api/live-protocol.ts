const longestPauseMilliseconds = 30_000;

/** Pause before try number `attempt` (1, 2, …): doubles from 1 s to 30 s; `jitter` (0 to 1) takes off up to half of it. */
export function reconnectPause(attempt: number, jitter: number): number {
  const pause = Math.min(1000 * 2 ** (attempt - 1), longestPauseMilliseconds);
  return Math.round(pause * (1 - jitter / 2));
}

/** The town named in the data of a `changed` event; undefined for anything that is not such data. */
export function townCodeOf(data: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== 'object' || parsed === null || !('townCode' in parsed)) return undefined;
    return typeof parsed.townCode === 'string' ? parsed.townCode : undefined;
  } catch {
    return undefined;
  }
}
