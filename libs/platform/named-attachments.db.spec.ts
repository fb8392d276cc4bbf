import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineEvent, happened } from '../features/shared/event.ts';
import { defineCommand, type CommandType } from '../features/shared/command.ts';
import { attachments } from '../features/shared/values.ts';
import { projectionScope, type TenantScope } from '../tenancy/index.ts';
import { aStream } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { anIssuedCommand } from '../testing/builders/issued-command.builder.ts';
import { digestOf } from '../testing/files.ts';
import { CommandRunner } from './command-runner.ts';
import { CountyPolicies } from './county-policies.ts';

let installation: Installation;
let town: TenantScope;
beforeAll(async () => {
  installation = await anInstallation();
  town = projectionScope(await installation.aTown());
});
afterAll(() => installation.close());

const stream = { ...aStream('note'), type: 'note' as const };
const filed = defineEvent(
  'note',
  'NoteTaken',
  1,
  z.strictObject({ attachments, villageId: z.string().optional() }),
);

/** Files documents, and names each of them. */
const file = defineCommand({
  name: 'FileDocuments',
  summary: '',
  schema: z.strictObject({ attachments, villageId: z.string().optional() }),
  emits: [filed],
  streams: () => [],
  initial: null,
  evolve: () => null,
  decide: (_, command) => [happened(filed, stream, '2024-06-01', command)],
});

const VILLAGE = randomUUID();
const MINUTES = {
  name: '会议记录.pdf',
  sha256: digestOf(Buffer.from('minutes')),
  mediaType: 'application/pdf',
  bytes: 7,
};
const PHOTO = { name: '现场.jpg', sha256: digestOf(Buffer.from('photo')), mediaType: 'image/jpeg', bytes: 5 };

async function keep(
  tenantId: number,
  { sha256, name, mediaType, bytes }: typeof PHOTO,
  villageId: string | null,
): Promise<void> {
  await installation.owner.query(
    `insert into zhendi.attachment (tenant_id, sha256, village_id, name, media_type, bytes, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, gen_random_uuid())`,
    [tenantId, sha256, villageId, name, mediaType, bytes],
  );
}

function issue(scope: TenantScope, body: z.infer<typeof file.schema>) {
  const runner = new CommandRunner(
    installation.database,
    {},
    new CountyPolicies(installation.database),
    () => undefined,
  );
  return runner.run(file as unknown as CommandType, anIssuedCommand(scope, body));
}

describe('a command that names attachments', () => {
  beforeAll(async () => {
    await keep(town.tenantId, MINUTES, null);
    await keep(town.tenantId, PHOTO, VILLAGE);
  });

  it('is recorded when the town has all of them', async () => {
    const { events } = await issue(town, { attachments: [MINUTES, PHOTO] });
    expect(events).toHaveLength(1);
  });

  it.each([
    ['that nobody has uploaded', { ...PHOTO, sha256: digestOf(Buffer.from('another')) }],
    ['of another kind than was found', { ...PHOTO, mediaType: 'image/png' }],
    ['of another length', { ...PHOTO, bytes: 6 }],
  ])('is refused for one %s, and points at it', async (_, named) => {
    await expect(issue(town, { attachments: [MINUTES, named] })).rejects.toMatchObject({
      code: 'attachment.unknown',
      pointer: '/attachments/1',
    });
  });

  it('is refused for one that another town has', async () => {
    const elsewhere = projectionScope(await installation.aTown());
    await expect(issue(elsewhere, { attachments: [MINUTES] })).rejects.toMatchObject({
      code: 'attachment.unknown',
    });
  });

  it('of a village is refused for one that was not uploaded for the village', async () => {
    const ofVillage = { ...town, villageId: VILLAGE };
    const body = (named: typeof PHOTO) => ({ attachments: [named], villageId: VILLAGE });
    await expect(issue(ofVillage, body(MINUTES))).rejects.toMatchObject({ code: 'attachment.unknown' });
    expect((await issue(ofVillage, body(PHOTO))).events).toHaveLength(1);
  });
});
