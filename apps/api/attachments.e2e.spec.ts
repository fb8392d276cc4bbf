import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'content-disposition';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import {
  anOfficeFile,
  aPdf,
  aZip,
  digestOf,
  DOCX,
  HEIC,
  JPEG,
  PNG,
  WEBP,
  XLSX,
} from '../../libs/testing/files.ts';
import { announce, TestUpload, upload } from '../../libs/testing/uploads.ts';

const TOWN = '990101100';
const NEIGHBOUR = '990101101';
const COUNTY = '990101';
const VILLAGE = '0197e1c2-5b3a-7cc1-9d52-6f0b8d1f3a10';
const OTHER_VILLAGE = '0197e1c2-5b3a-7cc1-9d52-6f0b8d1f3a11';

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi(
    [
      {
        code: COUNTY,
        name: '清河县',
        towns: [
          { code: TOWN, name: '红柳镇' },
          { code: NEIGHBOUR, name: '胡杨镇' },
        ],
      },
    ],
    { workerLater: true },
  );
  clerk = await api.clerk(TOWN);
});
afterAll(() => api.close());

const attachment = (client: ApiClient, sha256: string, town = TOWN) =>
  client.get(`/api/v1/towns/${town}/attachments/${sha256}`);
/** The name under which a browser saves it. */
const nameIn = (headers: Headers) => parse(headers.get('content-disposition')!).parameters['filename'];
/** What is kept: not what is only on its way. */
const filesOfStore = async () =>
  (await readdir(join(api.home, 'attachments'), { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('/uploads/'),
  );

describe('a file', () => {
  it('of three chunks comes in, is kept under its SHA-256, and comes out as it was', async () => {
    const content = aPdf('三议三公开', 512 * 1024 * 2 + 17);
    const name = '村民代表会议记录 “第2轮”.pdf';
    const begun = await announce(clerk, TOWN, { name, bytes: content.length, sha256: digestOf(content) });
    expect([begun.status, begun.body.nextOffset, begun.body.chunkBytes]).toEqual([201, 0, 524_288]);
    const sent = await TestUpload.begin(clerk, TOWN, { name, bytes: content.length });
    expect((await sent.send(0, content.subarray(0, 524_288))).body).toEqual({ nextOffset: 524_288 });
    expect((await sent.send(524_288, content.subarray(524_288, 1_048_576))).body.nextOffset).toBe(1_048_576);
    expect((await sent.send(1_048_576, content.subarray(1_048_576))).body.nextOffset).toBe(1_048_593);
    const { status, body } = await sent.complete();
    expect([status, body]).toEqual([
      201,
      { sha256: digestOf(content), name, mediaType: 'application/pdf', bytes: content.length },
    ]);

    const { headers } = await attachment(clerk, body.sha256);
    const got = await fetch(`${api.url}/api/v1/towns/${TOWN}/attachments/${body.sha256}`, {
      headers: { authorization: `Bearer ${clerk.token}` },
    });
    expect(digestOf(new Uint8Array(await got.arrayBuffer()))).toBe(body.sha256);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(nameIn(headers)).toBe(name);
  });

  it('that is saved is in the audit log by its digest, one that is shown is not', async () => {
    const { body } = await upload(clerk, TOWN, PNG, { name: '王建国.png' });
    const shown = await attachment(clerk, body.sha256);
    expect(shown.headers.get('content-disposition')).toMatch(/^inline;/);
    const analyst = await api.analyst(COUNTY);
    const saved = await attachment(analyst, `${body.sha256}?for=download`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(nameIn(saved.headers)).toBe('王建国.png');
    expect((await attachment(analyst, `${digestOf(aPdf('没有上传'))}?for=download`)).status).toBe(404);
    const auditor = await api.someone('auditor', COUNTY);
    const audited = await auditor.get(`/api/v1/counties/${COUNTY}/audit?action=export`);
    expect(audited.body.data).toMatchObject([
      {
        role: 'county-analyst',
        outcome: 'done',
        tenantCode: COUNTY,
        target: body.sha256,
        details: { town: TOWN },
      },
    ]);
  });

  it('lies where nobody but the owner of the process reads it', async () => {
    const { body } = await upload(clerk, TOWN, aPdf('权限'), { name: '权限.pdf' });
    const file = (await filesOfStore()).find(({ name }) => name === body.sha256)!;
    const modes = [join(file.parentPath, file.name), file.parentPath].map(async (path) => {
      const { mode } = await stat(path);
      return (mode & 0o777).toString(8);
    });
    expect(await Promise.all(modes)).toEqual(['600', '700']);
  });

  it.each([
    ['photo.jpg', 'image/jpeg', 'inline', () => JPEG],
    ['photo.JPEG', 'image/jpeg', 'inline', () => JPEG],
    ['photo', 'image/jpeg', 'inline', () => JPEG],
    ['plan.png', 'image/png', 'inline', () => PNG],
    ['plan.webp', 'image/webp', 'inline', () => WEBP],
    ['phone.heic', 'image/heic', 'attachment', () => HEIC],
    ['minutes.docx', DOCX, 'attachment', () => anOfficeFile(DOCX)],
    ['money.xlsx', XLSX, 'attachment', () => anOfficeFile(XLSX)],
  ])('%s is %s, shown %s', async (name, mediaType, disposition, content) => {
    const { status, body } = await upload(clerk, TOWN, await content(), { name });
    expect([status, body.mediaType]).toEqual([201, mediaType]);
    const { headers } = await attachment(clerk, body.sha256);
    expect(headers.get('content-type')).toBe(mediaType);
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${disposition};`));
  });

  it.each([
    ['a page', 'page.pdf', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'attachment.kind'],
    ['a drawing that may run scripts', 'photo.png', () => Buffer.from('<svg xmlns="x"/>'), 'attachment.kind'],
    ['an archive', 'minutes.docx', () => aZip({ 'a.exe': 'MZ' }), 'attachment.kind'],
    ['text', 'minutes', () => Buffer.from('会议记录'), 'attachment.kind'],
    ['a picture that is called a document', 'plan.pdf', () => Buffer.concat([PNG, PNG]), 'attachment.name'],
    ['a sheet that is called a document', 'money.docx', () => anOfficeFile(XLSX), 'attachment.name'],
  ])('is refused by its content: %s', async (_, name, content, code) => {
    const sent = await content();
    // The same sheet may have come in under its right name.
    const before = new Set((await filesOfStore()).map((file) => file.name));
    const { status, body } = await upload(clerk, TOWN, sent, { name });
    expect([status, body.code]).toEqual([422, code]);
    const added = (await filesOfStore()).filter((file) => !before.has(file.name));
    expect(added.map((file) => file.name)).not.toContain(digestOf(sent));
  });

  it.each([
    ['too large', { name: 'a.pdf', bytes: 20 * 1024 * 1024 + 1 }, 'attachment.too-large', '/bytes'],
    ['of no kind that is taken', { name: 'a.mp4', bytes: 1 }, 'attachment.kind', '/name'],
    ['empty', { name: 'a.pdf', bytes: 0 }, 'validation', '/bytes'],
    ['named like a path', { name: '../a.pdf', bytes: 1 }, 'validation', '/name'],
    ['with half a digest', { name: 'a.pdf', bytes: 1, sha256: 'ab' }, 'validation', '/sha256'],
  ])('is refused before it is sent: %s', async (_, file, code, pointer) => {
    const { status, body } = await announce(clerk, TOWN, file);
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, code, pointer]);
  });

  it('of 20 MB to the byte is taken', async () => {
    const { status } = await announce(clerk, TOWN, { name: 'a.pdf', bytes: 20 * 1024 * 1024 });
    expect(status).toBe(201);
  });

  it('whose digest is not what was announced is refused', async () => {
    const file = { name: 'a.pdf', sha256: digestOf(PNG) };
    const { status, body } = await upload(clerk, TOWN, aPdf('另一个'), file);
    expect([status, body.code]).toEqual([422, 'attachment.damaged']);
  });
});

describe('an upload', () => {
  const content = aPdf('断点续传', 600_000);
  const begin = () => TestUpload.begin(clerk, TOWN, { name: '断点.pdf', bytes: content.length });

  it('goes on where it broke off', async () => {
    const sent = await begin();
    await sent.send(0, content.subarray(0, 100_000));
    expect((await sent.state()).body).toEqual({ nextOffset: 100_000 });
    await sent.sendFrom(100_000, content);
    expect((await sent.complete()).body.sha256).toBe(digestOf(content));
  });

  it.each([
    ['again', 0],
    ['with a gap', 300_000],
  ])('takes nothing that is sent %s, and says where it goes on', async (_, offset) => {
    const sent = await begin();
    await sent.send(0, content.subarray(0, 100_000));
    const { status, headers, body } = await sent.send(offset, content.subarray(offset, offset + 10));
    expect([status, body.code, headers.get('upload-offset')]).toEqual([409, 'attachment.offset', '100000']);
    await sent.sendFrom(100_000, content);
    expect((await sent.complete()).body.sha256).toBe(digestOf(content));
  });

  it('takes the same bytes once, of two that send them at once', async () => {
    const sent = await begin();
    const answers = await Promise.all([0, 0].map((at) => sent.send(at, content.subarray(0, 400_000))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await sent.sendFrom(400_000, content);
    expect((await sent.complete()).body.sha256).toBe(digestOf(content));
  });

  it('is not complete before its last byte', async () => {
    const sent = await begin();
    await sent.send(0, content.subarray(0, 100_000));
    const { status, headers } = await sent.complete();
    expect([status, headers.get('upload-offset')]).toEqual([409, '100000']);
  });

  it('takes no byte beyond what was announced', async () => {
    const sent = await TestUpload.begin(clerk, TOWN, { name: 'a.pdf', bytes: 10 });
    const { status, body } = await sent.send(0, content.subarray(0, 11));
    expect([status, body.code]).toEqual([422, 'attachment.longer']);
  });

  it('takes no chunk that is longer than told', async () => {
    const sent = await begin();
    const { status, body } = await sent.send(0, content.subarray(0, sent.chunkBytes + 1));
    expect([status, body.code]).toEqual([413, 'body.too-large']);
  });

  it('takes nothing but bytes', async () => {
    const sent = await begin();
    const answer = await clerk.request(`${sent.path}?offset=0`, {
      method: 'PUT',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, answer.body.code]).toEqual([415, 'body.media-type']);
  });

  it('that is completed again answers the same, and takes nothing any more', async () => {
    const sent = await begin();
    await sent.sendFrom(0, content);
    const first = await sent.complete();
    const second = await sent.complete();
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect((await sent.send(0, content.subarray(0, 10))).status).toBe(409);
    expect((await sent.state()).body).toEqual({ nextOffset: content.length });
  });

  it('is nobody else’s', async () => {
    const sent = await begin();
    for (const other of [await api.someone('town-clerk', TOWN), await api.someone('town-leader', TOWN)]) {
      const answers = [
        await sent.state(other),
        await sent.send(0, content.subarray(0, 10), other),
        await sent.complete(other),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    }
  });

  it('is one of a hundred at a time, at most', async () => {
    const eager = await api.someone('town-clerk', TOWN);
    for (let i = 0; i < 100; i += 1) await TestUpload.begin(eager, TOWN, { name: 'a.pdf', bytes: 1 });
    const { status, body } = await announce(eager, TOWN, { name: 'a.pdf', bytes: 1 });
    expect([status, body.code]).toEqual([422, 'attachment.too-many']);
  });
});

describe('a fact', () => {
  it('names only what the town has, as it was found when it was uploaded', async () => {
    const village = { occurredOn: '2026-01-05', code: `${TOWN}200`, name: '柳湾村' };
    const registered = await clerk.command(TOWN, 'register-village', village);
    const { body: minutes } = await upload(clerk, TOWN, aPdf('鉴定报告'), { name: '鉴定报告.pdf' });
    const assess = (attachments: object[]) =>
      clerk.command(TOWN, 'assess-needs', {
        occurredOn: '2026-01-06',
        villageId: registered.body.events[0].streamId,
        condition: 'C',
        areaDm2: 8_000,
        gaps: [],
        costFen: 55_000_000,
        attachments,
      });
    const refused = await assess([minutes, { ...minutes, sha256: digestOf(aPdf('没有上传')) }]);
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      422,
      'attachment.unknown',
      '/attachments/1',
    ]);
    expect((await assess([minutes])).status).toBe(201);
  });
});

describe('the same content', () => {
  it('in one town is kept once', async () => {
    const content = aPdf('同一份文件');
    const [first, second] = [
      await upload(clerk, TOWN, content, { name: '第一次.pdf' }),
      await upload(clerk, TOWN, content, { name: '第二次.pdf' }),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual({ ...first.body, name: '第二次.pdf' });
    const kept = (await filesOfStore()).filter(({ name }) => name === digestOf(content));
    expect(kept).toHaveLength(1);
  });

  it('of two towns is each one’s own, and neither learns of the other’s', async () => {
    const content = aPdf('两个镇的同一份文件');
    const sha256 = digestOf(content);
    await upload(clerk, TOWN, content, { name: '红柳.pdf' });
    const neighbour = await api.clerk(NEIGHBOUR);
    expect((await attachment(neighbour, sha256, NEIGHBOUR)).status).toBe(404);
    expect((await attachment(neighbour, sha256, TOWN)).status).toBe(404);
    expect((await upload(neighbour, NEIGHBOUR, content, { name: '胡杨.pdf' })).status).toBe(201);
    const { headers } = await attachment(neighbour, sha256, NEIGHBOUR);
    expect(nameIn(headers)).toBe('胡杨.pdf');
  });
});

describe('an attachment', () => {
  it('of a village is for its clerk, of the town or another village for the town', async () => {
    const villageClerk = await api.someone('village-clerk', TOWN, VILLAGE);
    const of = async (client: ApiClient, text: string, villageId?: string) => {
      const { body } = await upload(client, TOWN, aPdf(text), {
        name: `${text}.pdf`,
        ...(villageId && { villageId }),
      });
      return body.sha256 as string;
    };
    const contents = [
      await of(clerk, '全镇'),
      await of(clerk, '他村', OTHER_VILLAGE),
      await of(clerk, '本村', VILLAGE),
      await of(villageClerk, '本村村务'),
    ];
    const statuses = async (client: ApiClient) =>
      Promise.all(contents.map(async (sha256) => (await attachment(client, sha256)).status));
    expect(await statuses(villageClerk)).toEqual([404, 404, 200, 200]);
    expect(await statuses(clerk)).toEqual([200, 200, 200, 200]);
    expect(await statuses(await api.analyst('990101'))).toEqual([200, 200, 200, 200]);
  });

  it('that another village has sent before can be sent for this one too', async () => {
    const content = aPdf('两个村的同一份文件');
    await upload(clerk, TOWN, content, { name: '他村.pdf', villageId: OTHER_VILLAGE });
    const villageClerk = await api.someone('village-clerk', TOWN, VILLAGE);
    expect((await upload(villageClerk, TOWN, content, { name: '本村.pdf' })).status).toBe(201);
    const { headers } = await attachment(villageClerk, digestOf(content));
    expect(nameIn(headers)).toBe('本村.pdf');
  });

  it('for another village cannot be sent by a village clerk', async () => {
    const villageClerk = await api.someone('village-clerk', TOWN, VILLAGE);
    const file = { name: 'a.pdf', bytes: 1, villageId: OTHER_VILLAGE };
    expect((await announce(villageClerk, TOWN, file)).status).toBe(404);
  });

  it('is sent by nobody of the county, and not for a town that is suspended', async () => {
    const file = { name: 'a.pdf', bytes: 1 };
    expect((await announce(await api.analyst('990101'), TOWN, file)).status).toBe(403);
    const administrator = await api.someone('county-administrator', '990101');
    const turn = (step: string) =>
      administrator.post(`/api/v1/counties/990101/towns/${NEIGHBOUR}/${step}`, {});
    const neighbour = await api.clerk(NEIGHBOUR);
    const content = aPdf('停用之前');
    const sent = await TestUpload.begin(neighbour, NEIGHBOUR, { name: 'a.pdf', bytes: content.length });
    await sent.sendFrom(0, content);
    expect((await turn('suspend')).status).toBe(200);
    const answers = [
      await announce(neighbour, NEIGHBOUR, file),
      await sent.send(0, content),
      await sent.complete(),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'tenant.suspended'],
      [403, 'tenant.suspended'],
      [403, 'tenant.suspended'],
    ]);
    await turn('resume');
    expect((await sent.complete()).status).toBe(201);
  });

  it.each([
    ['lost', (path: string) => rm(path)],
    ['cut off', (path: string) => writeFile(path, '%PDF')],
  ])('whose file was %s is not served in part', async (what, harm) => {
    const { body } = await upload(clerk, TOWN, aPdf(what), { name: 'a.pdf' });
    const file = (await filesOfStore()).find(({ name }) => name === body.sha256)!;
    await harm(join(file.parentPath, file.name));
    const answer = await attachment(clerk, body.sha256);
    expect([answer.status, answer.body.code]).toEqual([503, 'attachment.lost']);
  });
});
