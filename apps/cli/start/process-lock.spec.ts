import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { lockHolder, lockWhenFree, tryLock, type ProcessLock } from './process-lock.ts';

const REGISTER = fileURLToPath(new URL('../../../infra/typescript/register.mjs', import.meta.url));
const LOCK = fileURLToPath(new URL('./process-lock.ts', import.meta.url));

it('is held by one at a time, who is named to the others', async () => {
  const name = randomUUID();
  expect(await lockHolder(name)).toBeNull();
  const lock = (await tryLock(name)) as ProcessLock;
  expect(await tryLock(name)).toBe(process.pid);
  expect(await lockHolder(name)).toBe(process.pid);
  await lock.release();
  expect(await lockHolder(name)).toBeNull();
});

it('goes to one who waited when it is released', async () => {
  const name = randomUUID();
  const first = (await tryLock(name)) as ProcessLock;
  const second = lockWhenFree(name);
  await first.release();
  await (await second).release();
});

it('is free as soon as its holder was killed', async () => {
  const name = randomUUID();
  const program = `const { tryLock } = await import('${LOCK}'); await tryLock('${name}'); console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--import', REGISTER, '--input-type=module', '-e', program]);
  await once(holder.stdout, 'data');
  expect(await lockHolder(name)).toBe(holder.pid);
  holder.kill('SIGKILL');
  await once(holder, 'close');
  expect(await lockHolder(name)).toBeNull();
});
