import { pino } from 'pino';
import type { Logger } from '../../platform/logging.ts';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A real logger, and all that it was told from `warn` on. */
export function aLogger(): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as LogLine);
  return { logger: pino({ level: 'warn' }, { write }), lines };
}
