import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiClient } from '../../libs/testing/api-client.ts';
import { stillRunning } from '../../libs/testing/system-processes.ts';
import { until } from '../../libs/testing/until.ts';
import { ZhendiProcess } from '../../libs/testing/zhendi-process.ts';

const DIVISIONS = fileURLToPath(new URL('../../libs/testing/data/divisions-620921.csv', import.meta.url));
const PASSWORD = 'a password of the tests';
/** A first start, with others beside it. */
const SLOW_MS = 120_000;

describe('zhendi start', () => {
  let directory: string;
  let home: string;
  let started: ZhendiProcess[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhendi-start-'));
    home = join(directory, 'home');
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((one) => one.killTree()));
    await rm(directory, { recursive: true, force: true });
  });

  const zhendi = (args: string[], environment: Record<string, string> = {}): ZhendiProcess => {
    const base = { ZHENDI_HOME: home, PORT: '0', ZHENDI_DEMO_PASSWORD: PASSWORD };
    const one = new ZhendiProcess(args, { ...base, ...environment });
    started.push(one);
    return one;
  };
  const startEmpty = (): ZhendiProcess => zhendi(['start', '--empty']);

  const importCounty = async (): Promise<void> => {
    const importing = zhendi(['county', 'import', DIVISIONS, '--accounts']);
    if ((await importing.ended()) !== 0) throw new Error(importing.output);
  };

  it(
    'fills an empty home with a demo county, lets its people sign in, and leaves nothing running after Ctrl-C',
    async () => {
      const installation = zhendi(['start']);
      const url = await installation.ready();
      await until(() => /Demo accounts: .*\bcounty, .*\btown-/.test(installation.output));
      const analyst = await ApiClient.signIn(url, 'county', PASSWORD);
      expect((await analyst.get('/api/v1/me')).body.roles).toEqual(['county-analyst']);

      const tree = installation.descendants();
      installation.signal('SIGINT');
      expect(await installation.ended()).toBe(0);
      expect(stillRunning(tree)).toEqual([]);
      expect(existsSync(join(home, 'instance.json'))).toBe(false);
    },
    SLOW_MS,
  );

  it(
    'loses nothing when everything is killed at once, and starts by itself again',
    async () => {
      const killed = startEmpty();
      const url = await killed.ready();
      await importCounty();
      const clerk = await ApiClient.signIn(url, 'town-620921102', PASSWORD);
      const position = await clerk.record('620921102', 'register-village', {
        occurredOn: '2024-03-01',
        code: '620921102999',
        name: '新建村',
      });
      await killed.killTree();

      const next = startEmpty();
      const again = await ApiClient.signIn(await next.ready(), 'town-620921102', PASSWORD);
      const cards = await again.townView('620921102', 'village-cards', { atLeast: position });
      expect(cards.body.data).toContainEqual(
        expect.objectContaining({ code: '620921102999', name: '新建村' }),
      );
    },
    SLOW_MS,
  );

  it(
    'takes its servers with it when it alone is killed, and the next start takes the database over',
    async () => {
      const killed = startEmpty();
      await killed.ready();
      const servers = killed.descendants().filter(({ commandLine }) => commandLine.includes('/main.js'));
      expect(servers).toHaveLength(2);
      killed.signal('SIGKILL');
      await until(() => stillRunning(servers).length === 0);

      const next = startEmpty();
      expect((await fetch(`${await next.ready()}/readyz`)).status).toBe(200);
    },
    SLOW_MS,
  );

  it(
    'starts a server that died again at the same address',
    async () => {
      const installation = startEmpty();
      const url = await installation.ready();
      const api = installation.descendants().find(({ commandLine }) => commandLine.includes('/api/main.js'))!;
      process.kill(api.pid, 'SIGKILL');
      await until(() => installation.output.includes('the api died (SIGKILL)'));
      await until(async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok === true);
    },
    SLOW_MS,
  );

  it('names a taken port and the way out in one line, and leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refused = zhendi(['start'], { PORT: String(port) });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toBe(
      `zhendi: port ${port} is taken; choose another one: PORT=${port + 1} npm start\n`,
    );
    expect(existsSync(join(home, 'postgres'))).toBe(false);
    other.close();
  });

  it(
    'has one installation on a home, however it is written, and any number beside it',
    async () => {
      const first = startEmpty();
      await first.ready();
      const second = zhendi(['start'], { ZHENDI_HOME: join(home, '..', 'home') });
      expect(await second.ended()).toBe(1);
      expect(second.output).toMatch(/^zhendi: already running on .*, with pid \d+\n$/);

      const beside = zhendi(['start', '--empty'], { ZHENDI_HOME: join(directory, 'other') });
      expect((await fetch(`${await beside.ready()}/readyz`)).status).toBe(200);
    },
    SLOW_MS,
  );
});
