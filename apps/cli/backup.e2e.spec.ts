import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append, type RecordedEvent } from '../../libs/event-store/index.ts';
import { ApiClient, type Answer } from '../../libs/testing/api-client.ts';
import { anAppend, anEvent } from '../../libs/testing/builders/append.builder.ts';
import { anEmptyDatabase } from '../../libs/testing/builders/empty-database.builder.ts';
import { anInstallation } from '../../libs/testing/builders/installation.builder.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { aPdf, digestOf } from '../../libs/testing/files.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';
import { upload } from '../../libs/testing/uploads.ts';
import { ZhendiProcess } from '../../libs/testing/zhendi-process.ts';
import { BackupFile } from './backup/backup-file.ts';

const DIVISIONS = fileURLToPath(new URL('../../libs/testing/data/divisions-620921.csv', import.meta.url));
const COUNTY = '620921';
const TOWNS = ['620921100', '620921101', '620921102'];
const PASSWORD = 'a password of the tests';
/** Several starts of an installation, with other tests beside. */
const SLOW_MS = 240_000;

let folder: string;
let file: string;
let started: ZhendiProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-backup-'));
  file = join(folder, 'backup.zip');
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((one) => one.killTree()));
  await rm(folder, { recursive: true, force: true });
});

function zhendi(args: string[], environment: Record<string, string>): ZhendiProcess {
  const one = new ZhendiProcess(args, { PORT: '0', ZHENDI_DEMO_PASSWORD: PASSWORD, ...environment });
  started.push(one);
  return one;
}

/** Runs the command to its end. @returns what it printed. @throws when it fails. */
async function succeed(args: string[], environment: Record<string, string>): Promise<string> {
  const one = zhendi(args, environment);
  if ((await one.ended()) !== 0) throw new Error(`zhendi ${args.join(' ')}: ${one.output}`);
  return one.output;
}

/** The home of an installation, in the test's folder. */
const home = (name: string) => ({ ZHENDI_HOME: join(folder, name) });

/** A command that was acknowledged. */
interface Acknowledged {
  readonly town: string;
  readonly key: string;
  readonly body: object;
  readonly answer: Answer;
}

/** Records trainings in a village of a town, one after the other, for as long as it may. */
async function keepTraining(
  url: string,
  town: string,
  acknowledged: Acknowledged[],
  goesOn: () => boolean,
): Promise<void> {
  const clerk = await ApiClient.signIn(url, `town-${town}`, PASSWORD);
  const [village] = (await clerk.townView(town, 'village-cards', { atLeast: 1 })).body.data;
  for (let n = 0; goesOn(); n++) {
    const key = randomUUID();
    const body = aTraining(village.villageId as string, n);
    const answer = await clerk.command(town, 'hold-training', body, key);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    acknowledged.push({ town, key, body, answer });
  }
}

const DAYS = 28;
const MONTHS = 9;

/** The nth training in a village, of 46 people: no two of them at the same time. */
function aTraining(villageId: string, n: number) {
  const { venueId: _venueId, ...training } = exampleCommands['hold-training'];
  const two = (number: number) => String(number).padStart(2, '0');
  const occurredOn = `2024-${two((Math.floor(n / DAYS) % MONTHS) + 1)}-${two((n % DAYS) + 1)}`;
  const startTime = `${two(8 + Math.floor(n / (DAYS * MONTHS)))}:30`;
  return { ...training, occurredOn, startTime, trainingId: randomUUID(), villageId };
}

/** The events of a town, of which each has the position that its place in the feed says. */
async function feedOf(clerk: ApiClient, town: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const { body } = await clerk.get(`/api/v1/towns/${town}/events?after=${events.length}&limit=100`);
    if (body.data.length === 0) break;
    events.push(...(body.data as RecordedEvent[]));
  }
  expect(events.map(({ position }) => position)).toEqual(events.map((_, i) => i + 1));
  return events;
}

/** What the pages show of the county and its towns, once they hold all events. */
async function allViews(url: string): Promise<unknown[]> {
  const views: unknown[] = [];
  for (const town of TOWNS) {
    const clerk = await ApiClient.signIn(url, `town-${town}`, PASSWORD);
    const atLeast = (await feedOf(clerk, town)).length;
    for (const view of ['village-cards', 'venue-cards', 'town-summary'])
      views.push((await clerk.townView(town, view, { atLeast })).body.data);
  }
  const analyst = await ApiClient.signIn(url, `county-${COUNTY}`, PASSWORD);
  await until(async () => {
    const { data, lag } = (await analyst.countyOverview(COUNTY)).body;
    const upToDate = Object.values(lag as Record<string, number>).every((events) => events === 0);
    if (upToDate) views.push(data);
    return upToDate;
  });
  return views;
}

/** Repeats what a clerk did before, does one thing more, and looks at the town's page. */
async function goOn(url: string, town: string, before: readonly Acknowledged[]): Promise<void> {
  const clerk = await ApiClient.signIn(url, `town-${town}`, PASSWORD);
  for (const { key, body, answer } of before) {
    const repeat = await clerk.command(town, 'hold-training', body, key);
    expect([repeat.status, repeat.body]).toEqual([200, answer.body]);
  }
  const events = await feedOf(clerk, town);
  const [village] = (await clerk.townView(town, 'village-cards', { atLeast: 1 })).body.data;
  const next = await clerk.record(
    town,
    'hold-training',
    aTraining(village.villageId as string, events.length),
  );
  expect(next).toBe(events.length + 1);
  const summary = await clerk.townView(town, 'town-summary', { atLeast: next });
  const trainings = events.filter(({ type }) => type === 'TrainingHeld').length + 1;
  expect(summary.body.data.trainings).toEqual({
    count: trainings,
    people: 46 * trainings,
    hours: 2.5 * trainings,
  });
}

describe('a backup of an installation at work', () => {
  it(
    'restored into a new home, shows the same, knows every acknowledged command, and goes on without a gap',
    async () => {
      const first = zhendi(['start', '--empty'], home('first'));
      const url = await first.ready();
      await succeed(['county', 'import', DIVISIONS, '--accounts'], home('first'));
      const minutes = aPdf('会议记录', 600_000);
      const [town] = TOWNS as [string];
      const clerkOf = (at: string) => ApiClient.signIn(at, `town-${town}`, PASSWORD);
      const { status } = await upload(await clerkOf(url), town, minutes, { name: '会议记录.pdf' });
      expect(status).toBe(201);
      const acknowledged: Acknowledged[] = [];
      let writing = true;
      const writers = TOWNS.map((town) => keepTraining(url, town, acknowledged, () => writing));
      await Promise.race([until(() => acknowledged.length > 30), ...writers]);
      const before = [...acknowledged];
      const printed = await succeed(['backup', file], home('first'));
      expect(printed).toMatch(/backup\.zip: tenants: 12, events: \d+, bytes: \d+\n/);
      expect(acknowledged.length).toBeGreaterThan(before.length);
      writing = false;
      await Promise.all(writers);
      const quiet = join(folder, 'quiet.zip');
      await succeed(['backup', quiet], home('first'));
      const shown = await allViews(url);
      // The machine is lost.
      await first.killTree();

      const events = Number(/events: (\d+)/.exec(printed)![1]);
      expect(await succeed(['restore', file], home('second'))).toContain(
        `verified chains: 11, events: ${events}\n`,
      );
      const second = zhendi(['start'], home('second'));
      const restored = await second.ready();
      const path = `/api/v1/towns/${town}/attachments/${digestOf(minutes)}`;
      expect((await (await clerkOf(restored)).get(path)).status).toBe(200);
      for (const town of TOWNS)
        await goOn(
          restored,
          town,
          before.filter((one) => one.town === town),
        );
      expect(await succeed(['verify'], home('second'))).toContain(
        `verified chains: 11, events: ${events + TOWNS.length}, `,
      );
      await second.killTree();

      await succeed(['restore', quiet], home('third'));
      const third = zhendi(['start'], home('third'));
      expect(await allViews(await third.ready())).toEqual(shown);
    },
    SLOW_MS,
  );

  it(
    'is refused when it is damaged, before there is a home or a database of it',
    async () => {
      await writeFile(file, 'PK and so on');
      const refused = zhendi(['restore', file], home('new'));
      expect(await refused.ended()).toBe(1);
      expect(refused.output).toBe(
        `zhendi: ${file} is no backup of Zhendi, or its end is cut off or damaged\n`,
      );
      expect(existsSync(join(folder, 'new'))).toBe(false);
    },
    SLOW_MS,
  );
});

describe('kill -9', () => {
  /** Enough for a copy that takes a while; the chains of all towns hold. */
  const EVENTS = { towns: 3, each: 4_000 };

  async function aFilledInstallation() {
    const installation = await anInstallation();
    const { towns } = await installation.aCounty(EVENTS.towns);
    for (const tenantId of towns) {
      const events = Array.from({ length: EVENTS.each }, () => anEvent());
      await append(installation.app, anAppend({ tenantId, events }));
    }
    return installation;
  }

  /** Bytes of what a backup has written so far; 0 before it began. */
  function partSize(): number {
    const part = readdirSync(folder).find((name) => name.endsWith('.part'));
    return part ? (statSync(join(folder, part), { throwIfNoEntry: false })?.size ?? 0) : 0;
  }

  it(
    'of a backup leaves no file that could be taken for one',
    async () => {
      const source = await aFilledInstallation();
      const database = { ...home('tools'), DATABASE_URL: source.ownerUrl };
      await succeed(['backup', file], database);
      const whole = statSync(file).size;
      await rm(file);
      let killedBefore = 0;
      for (const share of [0, 0.3, 0.6, 0.9]) {
        const backup = zhendi(['backup', file], database);
        // Looks as often as it can: all of it takes less than a second.
        while (partSize() <= share * whole && !existsSync(file)) await turn();
        backup.signal('SIGKILL');
        await backup.ended();
        if (existsSync(file)) await rm(file);
        else killedBefore++;
        for (const name of readdirSync(folder).filter((one) => one.endsWith('.part'))) {
          // Damaged it is called when it is whole but for the seal, which takes the place of zeros at the very end.
          await expect(BackupFile.open(join(folder, name))).rejects.toThrow(
            /is no backup of Zhendi|is damaged/,
          );
          await rm(join(folder, name));
        }
      }
      expect(killedBefore).toBeGreaterThan(0);
      await source.close();
    },
    SLOW_MS,
  );

  it(
    'of a restore leaves what the next one completes, in a database of its own as in a home',
    async () => {
      const source = await aFilledInstallation();
      await succeed(['backup', file], { ...home('tools'), DATABASE_URL: source.ownerUrl });
      const target = await anEmptyDatabase();
      const isThere = async (table: string) => {
        const [row] = await query<{ found: boolean }>(
          target.ownerUrl,
          'select to_regclass($1) is not null as found',
          [table],
        );
        return row!.found;
      };
      // The one before may have come further than it was meant to.
      const restoring = (mark: string) => (restore: ZhendiProcess) =>
        [mark, 'verified chains'].some((text) => restore.output.includes(text));
      const moments: ((restore: ZhendiProcess) => boolean | Promise<boolean>)[] = [
        () => isThere('zhendi.tenant'),
        restoring('restoring: 25 %'),
        restoring('restoring: 75 %'),
        restoring('restored, as of'),
      ];
      const database = { ...home('tools'), DATABASE_URL: target.ownerUrl };
      for (const moment of moments) {
        const killed = zhendi(['restore', file], database);
        await until(() => moment(killed));
        killed.signal('SIGKILL');
        await killed.ended();
      }
      const again = await succeed(['restore', file], database);
      expect(again).toContain('was restored before, as of ');
      const verified = `verified chains: 4, events: ${EVENTS.towns * EVENTS.each}\n`;
      expect(again).toContain(verified);
      const rows = 'select e::text as row from zhendi.event e order by tenant_id, position';
      expect(await query(target.ownerUrl, rows)).toEqual(await query(source.ownerUrl, rows));

      // The database of a home outlives the killed command.
      const killed = zhendi(['restore', file], home('new'));
      await until(() => killed.output.includes('restoring: 50 %'));
      killed.signal('SIGKILL');
      await killed.ended();
      expect(await succeed(['restore', file], home('new'))).toContain(verified);
      await source.close();
      await target.drop();
    },
    SLOW_MS,
  );
});
