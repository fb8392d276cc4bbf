import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listenToCounty, type LiveState } from '../api/live.ts';
import { keys } from '../api/queries.ts';

/** Changes that arrive within this time are read together, so that a bulk import does not storm the server. */
const gatherMilliseconds = 800;

/** Keeps what is on the page current while it is open; answers how the connection is doing. */
export function useCountyLive(countyCode: string): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    const controller = new AbortController();
    const refresher = new Refresher(queryClient, countyCode);
    let wasLost = false;
    void listenToCounty(
      countyCode,
      {
        onState: (next) => {
          setState(next);
          // What changed while nobody listened is unknown: read everything once.
          if (next === 'connected' && wasLost) refresher.refreshAll();
          wasLost = next === 'reconnecting';
        },
        onChanged: (townCode) => refresher.changed(townCode),
      },
      controller.signal,
    );
    return () => {
      controller.abort();
      refresher.stop();
    };
  }, [countyCode, queryClient]);

  return state;
}

/** Reads again what changes touch: at once for the first, gathered for those that follow closely, never two at a time. */
class Refresher {
  private readonly towns = new Set<string>();
  private running = false;
  private stopped = false;

  constructor(
    private readonly queryClient: QueryClient,
    private readonly countyCode: string,
  ) {}

  changed(townCode: string): void {
    this.towns.add(townCode);
    if (!this.running) void this.refreshWhileChanging();
  }

  refreshAll(): void {
    void this.queryClient.invalidateQueries({ queryKey: keys.county(this.countyCode) });
    void this.queryClient.invalidateQueries({ queryKey: keys.towns });
  }

  stop(): void {
    this.stopped = true;
  }

  private async refreshWhileChanging(): Promise<void> {
    this.running = true;
    while (this.towns.size > 0 && !this.stopped) {
      const towns = [...this.towns];
      this.towns.clear();
      const touched = [keys.county(this.countyCode), ...towns.map(keys.town)];
      await Promise.all(touched.map((queryKey) => this.queryClient.invalidateQueries({ queryKey })));
      await new Promise((resolve) => setTimeout(resolve, gatherMilliseconds));
    }
    this.running = false;
  }
}
