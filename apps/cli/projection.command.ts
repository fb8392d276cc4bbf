import { Argument, Command, Option } from 'commander';
import { projections } from '../../libs/features/read-models.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { loadConfig } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import {
  abortRebuild,
  listHeld,
  readBuildStatus,
  type BuildStatus,
  type HeldFilter,
  type HeldProjection,
  type Projection,
} from '../../libs/projections/index.ts';
import { PLATFORM_TENANT, recordAudit } from '../../libs/tenancy/index.ts';
import { operatorEntry } from './audit/operator-entry.ts';
import { divisionCode } from './division-code.ts';
import { OperatorError } from './operator-error.ts';
import { ownerTransaction, withOwnerConnection } from './owner-connection.ts';
import { startProgress, type Progress } from './progress.ts';
import { rebuildReadModel } from './rebuild.ts';
import { resumeParked, type Resumed } from './resume-parked.ts';
import { withDatabase } from './start/with-database.ts';

const NAMES = projections.map(({ name }) => name);

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
  const rebuilding = naming(new Command('rebuild'))
    .description('fold a read model anew beside the one that is shown, and show it when it is done')
    .action(rebuild);
  const showing = new Command('status')
    .description('list the read models, what is shown and what is being built, and how far they are')
    .action(showStatus);
  const aborting = naming(new Command('abort'))
    .description('give up a rebuild; what is shown stays as it is')
    .action(abort);
  const commands = [listing, resuming, rebuilding, showing, aborting];
  return commands.reduce(
    (parent, command) => parent.addCommand(command),
    new Command('projection').description('read models'),
  );
}

function naming(command: Command): Command {
  return command.addArgument(new Argument('<name>', 'the read model').choices(NAMES));
}

function selecting(command: Command): Command {
  return command
    .option('--town <code>', 'only of this town', divisionCode(9))
    .addOption(new Option('--projection <name>', 'only this read model').choices(NAMES));
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

async function rebuild(name: string): Promise<void> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  let progress: Progress | undefined;
  const onProgress = ({ events, eventsFolded }: BuildStatus) => {
    progress ??= startProgress(`rebuilding ${name}`, events);
    progress.update(eventsFolded, events);
  };
  process.once('SIGINT', leave);
  const end = await withPreparedDatabase((ownerUrl) =>
    rebuildReadModel({ ownerUrl, projection: declared(name), upcasters, signal: leaving.signal, onProgress }),
  ).finally(() => {
    process.off('SIGINT', leave);
    progress?.stop();
  });
  console.log(
    end === 'taken-over'
      ? `${name} was rebuilt, and is shown`
      : `${name} is not done: the workers go on with it; see \`zhendi projection status\``,
  );
}

async function showStatus(): Promise<void> {
  const builds = await withPreparedDatabase((ownerUrl) =>
    withOwnerConnection(ownerUrl, (owner) => readBuildStatus(owner, projections)),
  );
  console.table(
    builds.map(({ name, version, build, isLive, parked, ...status }) => ({
      name,
      version,
      build,
      state: isLive ? 'live' : 'building',
      towns: `${status.tenantsDone} of ${status.tenants}`,
      events: `${status.eventsFolded} of ${status.events}`,
      parked,
    })),
  );
}

async function abort(name: string): Promise<void> {
  const build = await withPreparedDatabase((ownerUrl) =>
    ownerTransaction(ownerUrl, async (owner) => {
      const aborted = await abortRebuild(owner, declared(name));
      const entry = operatorEntry(PLATFORM_TENANT, 'configuration', 'projection abort', { projection: name });
      if (aborted !== null) await recordAudit(owner, [entry]);
      return aborted;
    }),
  );
  console.log(
    build === null ? `${name} is not being rebuilt` : `the rebuild of ${name} was given up (build ${build})`,
  );
}

function declared(name: string): Projection {
  return projections.find((projection) => projection.name === name)!;
}

function withPreparedDatabase<Result>(work: (ownerUrl: string) => Promise<Result>): Promise<Result> {
  return withDatabase(loadConfig(process.env), async (ownerUrl) => {
    await prepareDatabase(ownerUrl);
    return work(ownerUrl);
  });
}

function subject({ townCode, townName, projection, build, isLive }: HeldProjection): string {
  return `${townCode} ${townName} ${projection}${isLive ? '' : ` (build ${build}, not shown yet)`}`;
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
