import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/** The one logger of a process: JSON lines on standard error, secrets left out. */
export function createLogger(config: Config, name: string): Logger {
  return pino(
    {
      name,
      level: config.LOG_LEVEL,
      redact: ['req.headers.authorization', 'req.headers.cookie', 'password'],
    },
    pino.destination(2),
  );
}

/** Lets Nest speak through the process's logger. */
export function nestLogger(logger: Logger): LoggerService {
  const write =
    (level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal') =>
    (message: unknown, ...details: unknown[]) => {
      logger[level]({ context: details.at(-1) }, String(message));
    };
  return {
    // Nest's log lines tell of modules and routes: of interest to whoever debugs the wiring.
    log: write('debug'),
    error: write('error'),
    warn: write('warn'),
    debug: write('debug'),
    verbose: write('trace'),
    fatal: write('fatal'),
  };
}
