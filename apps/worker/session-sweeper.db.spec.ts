import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anAccount } from '../../libs/testing/builders/account.builder.ts';
import { anIdentity } from '../../libs/testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger } from '../../libs/testing/builders/logger.builder.ts';
import { until } from '../../libs/testing/until.ts';
import { SessionSweeper } from './session-sweeper.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

it('sessions that are long over are removed, with failures that count no more; all others stay', async () => {
  const { owner, database } = installation;
  const clerk = await anAccount(installation, { tenantId: await installation.aTown() });
  const { sessions, signIns } = anIdentity(database);
  const begun = async (name: string, times: string) => {
    const session = (await sessions.start({ ...clerk, address: null, userAgent: name }))!;
    await owner.query(`update zhendi.session set ${times} where session_id = $1`, [
      session.grant.principal.sessionId,
    ]);
  };
  await begun('alive', 'last_used_at = now()');
  await begun('ended an hour ago', `ended_at = now() - interval '1 hour'`);
  await begun('unused since yesterday', `last_used_at = now() - interval '1 day'`);
  await begun('ended long ago', `ended_at = now() - interval '25 hours'`);
  await begun('unused for days', `last_used_at = now() - interval '49 hours'`);
  await begun('begun last week', `started_at = now() - interval '193 hours'`);
  for (const username of ['long ago', 'just now'])
    await signIns.signIn({ username, password: 'wrong', address: null, userAgent: null });
  await owner.query(`update zhendi.sign_in_failure set failed_at = now() - interval '25 hours'
    where failed_at = (select min(failed_at) from zhendi.sign_in_failure)`);

  const { logger, lines } = aLogger();
  const sweeper = new SessionSweeper(database, logger);
  const left = async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select user_agent as name from zhendi.session order by 1`,
    );
    return rows.map(({ name }) => name);
  };
  await until(async () => (await left()).length <= 3);
  await sweeper.stop();
  expect(await left()).toEqual(['alive', 'ended an hour ago', 'unused since yesterday']);
  const { rows } = await owner.query('select from zhendi.sign_in_failure');
  expect(rows).toHaveLength(1);
  expect(lines).toEqual([]);
});

it('a sweep that fails is told, and ends nothing', async () => {
  await installation.owner.query('revoke execute on function zhendi.sweep_sessions from zhendi_app');
  const { logger, lines } = aLogger();
  const sweeper = new SessionSweeper(installation.database, logger);
  await until(() => lines.length > 0);
  await sweeper.stop();
  expect(lines[0]!.msg).toBe('sessions that are over were not removed');
});
