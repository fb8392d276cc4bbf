/** How long the same Ctrl-C may arrive again: npm hands on what the terminal has sent to both. */
const ECHO_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;

/** Something that runs and has to end. */
export interface Running {
  /** Ends it in order; bounded in time. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill?(): void;
}

/**
 * The end of an installation: at the first signal in order, what was started last stops first; at the second at once.
 */
export class Shutdown {
  private readonly running: Running[] = [];
  private readonly controller = new AbortController();
  private requestedAt = 0;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.onSignal);
  }

  /** Aborted by the first signal, at the latest when everything stops. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Takes over the end of something that has just been started. */
  add(running: Running): void {
    this.running.push(running);
  }

  /** Stops everything, the latest first; goes on where something fails to stop. */
  async run(): Promise<void> {
    this.controller.abort();
    for (const running of this.running.reverse()) {
      await running.stop().catch((error: unknown) => console.error(error));
    }
    for (const signal of SIGNALS) process.off(signal, this.onSignal);
  }

  private readonly onSignal = (): void => {
    if (!this.signal.aborted) {
      this.requestedAt = Date.now();
      console.log('\nStopping …');
      this.controller.abort();
    } else if (Date.now() - this.requestedAt > ECHO_MS) {
      for (const running of this.running) running.kill?.();
      process.exit(INTERRUPTED);
    }
  };
}
