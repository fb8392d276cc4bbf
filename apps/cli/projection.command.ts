import { Command, Option } from 'commander';
import { projections } from '../../libs/features/read-models.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { loadConfig } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { listHeld, type HeldFilter, type HeldProjection } from '../../libs/projections/index.ts';
import { divisionCode } from './division-code.ts';
import { OperatorError } from './operator-error.ts';
import { withOwnerConnection } from './owner-connection.ts';
import { resumeParked, type Resumed } from './resume-parked.ts';
import { withDatabase } from './start/with-database.ts';

interface Options {
  readonly town?: string;
  readonly projection?: string;
}

/** `zhendi projection …` */
export function projectionCommand(): Command {
  const listing = selecting(new Command('parked'))
    .description('list the read models that are parked at an event they cannot fold')
    .action((options: Options) => listParked(filterOf(options)));
  const resuming = selecting(new Command('resume'))
    .description('try what is parked again, after the fold was mended, and say what came of it')
    .action((options: Options) => resume(filterOf(options)));
  return new Command('projection').description('read models').addCommand(listing).addCommand(resuming);
}

function selecting(command: Command): Command {
  const names = projections.map(({ name }) => name);
  return command
    .option('--town <code>', 'only of this town', divisionCode(9))
    .addOption(new Option('--projection <name>', 'only this read model').choices(names));
}

function filterOf({ town, projection }: Options): HeldFilter {
  return { townCode: town, projection };
}

async function listParked(filter: HeldFilter): Promise<void> {
  const held = await withPreparedDatabase((ownerUrl) =>
    withOwnerConnection(ownerUrl, (owner) => listHeld(owner, projections, filter)),
  );
  const parked = held.filter(({ parkedAt }) => parkedAt !== null);
  for (const one of parked) console.log(`${subject(one)}: ${stop(one)}`);
  if (parked.length === 0) console.log('nothing is parked');
}

async function resume(filter: HeldFilter): Promise<void> {
  const [tried, left] = await withPreparedDatabase(async (ownerUrl) => {
    let tried = 0;
    let left = 0;
    for await (const resumed of resumeParked(ownerUrl, projections, upcasters, filter)) {
      console.log(`${subject(resumed.before)}: ${outcome(resumed)}`);
      tried += 1;
      if (resumed.held) left += 1;
    }
    return [tried, left];
  });
  if (tried === 0) console.log('nothing is parked');
  if (left > 0) throw new OperatorError(`${left} of ${tried} could not go on`);
}

function withPreparedDatabase<Result>(work: (ownerUrl: string) => Promise<Result>): Promise<Result> {
  return withDatabase(loadConfig(process.env), async (ownerUrl) => {
    await prepareDatabase(ownerUrl);
    return work(ownerUrl);
  });
}

function subject({ townCode, townName, projection }: HeldProjection): string {
  return `${townCode} ${townName} ${projection}`;
}

function stop({ eventType, eventId, position, parkedAt, attempts, error }: HeldProjection): string {
  const since = parkedAt ? `, parked since ${parkedAt.toISOString()}` : '';
  return `${eventType} ${eventId} at position ${position}${since} after ${attempts} attempts: ${error}`;
}

function outcome({ before, held }: Resumed): string {
  if (held === null) return 'goes on and is up to date';
  if (held.position === before.position) return `parked again at ${stop(held)}`;
  return `went on, and stopped at ${stop(held)}`;
}
