import { Command } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import type { DemoLoader } from './start/demo-county.ts';
import { start } from './start/start.ts';

/** `zhendi start` */
export function startCommand(loadDemoCounty: DemoLoader): Command {
  return new Command('start')
    .description('run the whole installation: database, API, worker and pages')
    .option('--empty', 'without the demo county')
    .action(({ empty = false }: { empty?: boolean }) =>
      start({ config: loadConfig(process.env), empty, loadDemoCounty }),
    );
}
