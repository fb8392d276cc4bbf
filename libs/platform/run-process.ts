import type { Logger } from './logging.ts';

/** A process of the installation: what is told when it is up, and how it ends. */
export interface RunningProcess {
  /** Told to the parent, and logged. */
  readonly address?: { readonly port: number };
  /** Takes no more work, finishes what is at hand, closes everything. */
  close(): Promise<void>;
}

// A stop that hangs would keep the whole installation from stopping.
const CLOSE_MS = 15_000;

/**
 * Starts a process and ends it in order on SIGTERM, on SIGINT, and when the parent that it was started by is gone.
 * A start that fails is told in one line and ends with exit code 1.
 */
export async function runProcess(
  logger: Logger,
  start: () => RunningProcess | Promise<RunningProcess>,
): Promise<void> {
  try {
    const running = await start();
    let closing = false;
    const close = (reason: string) => {
      if (closing) return;
      closing = true;
      logger.info({ reason }, 'stopping');
      setTimeout(() => process.exit(1), CLOSE_MS).unref();
      running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'stop failed');
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', () => close('SIGTERM'));
    // Under a parent the terminal's Ctrl-C reaches both; the parent decides on the order.
    process.on('SIGINT', () => {
      if (!process.connected) close('SIGINT');
    });
    process.on('disconnect', () => close('the parent process is gone'));
    logger.info({ ...running.address }, 'ready');
    process.send?.({ ready: true, ...running.address });
  } catch (error) {
    logger.fatal({ err: error }, 'start failed');
    process.send?.({
      ready: false,
      message: (error as Error).message,
      code: (error as NodeJS.ErrnoException).code,
    });
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 1_000).unref();
  }
}
