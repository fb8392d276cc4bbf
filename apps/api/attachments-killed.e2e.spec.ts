import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createAccounts, hashPassword, registerTenants } from '../../libs/tenancy/index.ts';
import { ApiClient } from '../../libs/testing/api-client.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { patiently } from '../../libs/testing/chaos/patience.ts';
import { SupervisedServer } from '../../libs/testing/chaos/supervised-server.ts';
import { aPdf, digestOf } from '../../libs/testing/files.ts';

const SLOW_MS = 240_000;
const TOWN = '990101100';
const ATTACHMENTS = `/api/v1/towns/${TOWN}/attachments`;
const PASSWORD = 'a password for examples';
const KILLS = 8;
const CLIENTS = 3;
const CHUNK = 100_000;

let installation: Installation;
let home: string;
let servers: SupervisedServer[];
let token: string;
/** Requests that were sent so far. */
let requests = 0;
/** SHA-256 of what the server has said to keep. */
const kept = new Map<string, number>();
/** SHA-256 of what is being sent. */
const underWay = new Set<string>();

beforeAll(async () => {
  installation = await anInstallation();
  home = await mkdtemp(join(tmpdir(), 'zhendi-killed-'));
  const { owner, ownerUrl, appUrl } = installation;
  const town = { code: TOWN, name: '红柳镇' };
  const { tenants } = await registerTenants(owner, { code: '990101', name: '清河县' }, [town]);
  const { tenantId } = tenants.get(TOWN)!;
  const passwordHash = await hashPassword(PASSWORD);
  await createAccounts(owner, [{ tenantId, username: 'clerk', passwordHash, roles: ['town-clerk'] }]);
  const environment = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    ZHENDI_HOME: home,
    ACCOUNT_REQUESTS_PER_MINUTE: '100000000',
    ADDRESS_REQUESTS_PER_MINUTE: '100000000',
    LOG_LEVEL: 'info',
  };
  servers = ['api-1', 'api-2'].map(
    (name) => new SupervisedServer({ name, command: 'api', directory: home, environment }),
  );
  await patiently('both servers are up', () => servers.every((server) => server.isUp()));
  token = (await ApiClient.signIn(servers[0]!.url!, 'clerk', PASSWORD)).token!;
}, SLOW_MS);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  expect(servers.flatMap(({ badEnds }) => badEnds)).toEqual([]);
  await installation.close();
  await rm(home, { recursive: true });
}, SLOW_MS);

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly headers: Headers;
}

/** Asks one of the servers until one answers. */
async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  for (;;) {
    const url = servers[requests++ % servers.length]!.url;
    try {
      if (url === null) throw new Error('is down');
      const headers = { authorization: `Bearer ${token}`, ...(init.headers as object) };
      const response = await fetch(`${url}${path}`, { ...init, headers });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, bytes, headers: response.headers };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const json = ({ bytes }: Answer) => JSON.parse(bytes.toString()) as Record<string, unknown>;

/** Uploads one file, step by step, and holds the server to each of its words. */
async function uploadOne(): Promise<void> {
  const content = aPdf(randomBytes(20).toString('hex'), randomInt(1, 600_000));
  const sha256 = digestOf(content);
  underWay.add(sha256);
  const begun = await ask(`${ATTACHMENTS}/uploads`, {
    method: 'POST',
    body: JSON.stringify({ name: '记录.pdf', bytes: content.length }),
    headers: { 'content-type': 'application/json' },
  });
  expect(begun.status).toBe(201);
  const upload = `${ATTACHMENTS}/uploads/${json(begun)['uploadId'] as string}`;
  for (let acknowledged = 0; acknowledged < content.length;) {
    const body = content.subarray(acknowledged, acknowledged + CHUNK) as Uint8Array<ArrayBuffer>;
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await ask(`${upload}?offset=${acknowledged}`, { method: 'PUT', body, headers });
    // 409: it had come, and the answer was lost.
    expect([200, 409]).toContain(answer.status);
    const next = Number(
      answer.status === 200 ? json(answer)['nextOffset'] : answer.headers.get('upload-offset'),
    );
    expect(next).toBeGreaterThan(acknowledged);
    acknowledged = next;
  }
  const completed = await ask(`${upload}/complete`, { method: 'POST' });
  expect([completed.status, json(completed)['sha256']]).toEqual([201, sha256]);
  kept.set(sha256, content.length);
}

/** What is kept is served whole; what is on its way not at all, or whole. */
async function readOne(): Promise<void> {
  const wasKept = randomInt(2) === 0 && kept.size > 0;
  const all = [...(wasKept ? kept.keys() : underWay)];
  if (all.length === 0) return;
  const sha256 = all[randomInt(all.length)]!;
  const { status, bytes } = await ask(`${ATTACHMENTS}/${sha256}`);
  if (status === 200) expect(digestOf(bytes)).toBe(sha256);
  else expect([status, wasKept]).toEqual([404, false]);
}

async function whileRunning(work: () => Promise<void>, running: () => boolean): Promise<void> {
  while (running()) await work();
}

it(
  'what was acknowledged is there and whole, of two servers that are killed while files come in and go out',
  async () => {
    let killing = true;
    const clients = Array.from({ length: CLIENTS }, () => whileRunning(uploadOne, () => killing));
    const work = Promise.all([...clients, whileRunning(readOne, () => killing)]);
    work.catch(() => undefined);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = servers[kill % servers.length]!;
      const next = requests + randomInt(20, 60);
      const atWork = patiently('the victim is up and at work', () => victim.isUp() && requests >= next);
      await Promise.race([atWork, work]);
      victim.signal('SIGKILL');
    }
    await patiently('both servers are up again', () => servers.every((server) => server.isUp()));
    killing = false;
    await work;

    expect(kept.size).toBeGreaterThan(KILLS);
    for (const sha256 of kept.keys()) {
      const { status, bytes } = await ask(`${ATTACHMENTS}/${sha256}`);
      expect([status, digestOf(bytes)]).toEqual([200, sha256]);
    }
    const files = await readdir(join(home, 'attachments'), { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of files.filter((entry) => entry.isFile())) {
      if (!parentPath.includes('/uploads/'))
        expect(digestOf(await readFile(join(parentPath, name)))).toBe(name);
    }
  },
  SLOW_MS,
);
