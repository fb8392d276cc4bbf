import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';

const TOWN = '990101100';

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN);
  await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const events = () => eventCount(api.database.ownerUrl, TOWN);
const plan = (change: object = {}) => ({
  ...exampleCommands['plan-venue'],
  venueId: randomUUID(),
  ...change,
});
const allocation = (venueId: string) => ({
  ...exampleCommands['allocate-funds'],
  venueId,
  allocationId: randomUUID(),
});

describe('the repeat of a key', () => {
  it('is answered with 200 and the first result, and writes nothing', async () => {
    const key = randomUUID();
    const body = plan({ venueId: undefined });
    const first = await clerk.command(TOWN, 'plan-venue', body, key);
    const before = await events();
    const again = await clerk.command(TOWN, 'plan-venue', body, key);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(await events()).toBe(before);
  });

  it('does not depend on the order of the fields', async () => {
    const key = randomUUID();
    const body = plan();
    const first = await clerk.command(TOWN, 'plan-venue', body, key);
    const { fundingPlan, ...rest } = body;
    const turned = Object.fromEntries(Object.entries(rest).reverse());
    const planTurned = Object.fromEntries(Object.entries(fundingPlan).reverse());
    const again = await clerk.command(TOWN, 'plan-venue', { ...turned, fundingPlan: planTurned }, key);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('is the same key in capitals', async () => {
    const key = randomUUID();
    const body = plan();
    await clerk.command(TOWN, 'plan-venue', body, key);
    expect((await clerk.command(TOWN, 'plan-venue', body, key.toUpperCase())).status).toBe(200);
  });

  it('still gives the first result after the project moved on', async () => {
    const key = randomUUID();
    const body = plan();
    const first = await clerk.command(TOWN, 'plan-venue', body, key);
    const cancellation = { ...exampleCommands['cancel-project'], venueId: body.venueId };
    await clerk.record(TOWN, 'cancel-project', cancellation);
    expect(await clerk.command(TOWN, 'plan-venue', body, key)).toMatchObject({
      status: 200,
      body: first.body,
    });
  });

  it('is refused with another body, and with another command', async () => {
    const key = randomUUID();
    const body = plan();
    await clerk.command(TOWN, 'plan-venue', body, key);
    const before = await events();
    const otherBody = await clerk.command(TOWN, 'plan-venue', { ...body, year: 2025 }, key);
    expect([otherBody.status, otherBody.body.code]).toEqual([422, 'idempotency-key.reused']);
    const otherCommand = await clerk.command(TOWN, 'allocate-funds', allocation(body.venueId), key);
    expect([otherCommand.status, otherCommand.body.code]).toEqual([422, 'idempotency-key.reused']);
    expect(await events()).toBe(before);
  });

  it('is free after a refusal: the corrected command is recorded', async () => {
    const key = randomUUID();
    const body = plan({ targetOn: '2024-01-09' });
    expect((await clerk.command(TOWN, 'plan-venue', body, key)).status).toBe(422);
    expect((await clerk.command(TOWN, 'plan-venue', { ...body, targetOn: '2024-12-01' }, key)).status).toBe(
      201,
    );
  });

  it('belongs to its town: another town may use the same key', async () => {
    const key = randomUUID();
    await clerk.command(TOWN, 'plan-venue', plan(), key);
    const other = await api.clerk('990101101');
    const body = { occurredOn: '2024-01-02', code: '990101101299', name: '同键村' };
    expect((await other.command('990101101', 'register-village', body, key)).status).toBe(201);
  });

  it.each([
    ['drawn by the server', undefined],
    ['in the body', randomUUID()],
  ])('has one effect when ten come at once, with an id %s', async (_, venueId) => {
    const key = randomUUID();
    const body = plan({ venueId });
    const before = await events();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => clerk.command(TOWN, 'plan-venue', body, key)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await events()).toBe(before + 1);
  });

  it.each([
    ['no key', undefined],
    ['an empty key', ''],
    ['a key that is no UUID', 'plan-1'],
    ['a UUID without its dashes', '0190f5fe7c0070008000000000000001'],
    ['two keys', `${randomUUID()}, ${randomUUID()}`],
  ])('needs a key: %s is refused', async (_, key) => {
    const before = await events();
    const answer = await clerk.post(
      `/api/v1/towns/${TOWN}/commands/plan-venue`,
      plan(),
      key === undefined ? {} : { 'idempotency-key': key },
    );
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency-key.missing']);
    expect(await events()).toBe(before);
  });
});
