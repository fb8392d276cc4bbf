import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { aPdf, digestOf, PNG } from '../../libs/testing/files.ts';
import { networkProblem, Problem, problemOf } from '../web/src/api/problem.ts';
import { FileUpload } from '../web/src/attachments/file-upload.ts';
import type { UploadRoutes } from '../web/src/attachments/upload-routes.ts';

const TOWN = '990101100';
const UPLOADS = `/api/v1/towns/${TOWN}/attachments/uploads`;

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([{ code: '990101', name: '清河县', towns: [{ code: TOWN, name: '红柳镇' }] }], {
    workerLater: true,
  });
  clerk = await api.clerk(TOWN);
});
afterAll(() => api.close());

type Line = 'works' | 'loses the request' | 'loses the answer';

/** The pages' way to the server, over a line that behaves as it is told at each request. */
function routesOver(line: (request: string) => Line): UploadRoutes {
  const call = async <Answer>(path: string, init: RequestInit = {}): Promise<Answer> => {
    const state = line(`${init.method ?? 'GET'} ${path.replace(UPLOADS, '')}`);
    if (state === 'loses the request') throw networkProblem();
    const headers = new Headers({ authorization: `Bearer ${clerk.token}`, ...(init.headers as object) });
    const response = await fetch(`${api.url}${path}`, { ...init, headers });
    if (state === 'loses the answer') throw networkProblem();
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as Answer;
  };
  const json = { 'content-type': 'application/json' };
  const bytes = { 'content-type': 'application/octet-stream' };
  return {
    begin: (file) => call(UPLOADS, { method: 'POST', body: JSON.stringify(file), headers: json }),
    nextOffset: async (id) => (await call<{ nextOffset: number }>(`${UPLOADS}/${id}`)).nextOffset,
    send: async (id, offset, chunk) => {
      const path = `${UPLOADS}/${id}?offset=${offset}`;
      const body = await chunk.arrayBuffer();
      return (await call<{ nextOffset: number }>(path, { method: 'PUT', body, headers: bytes })).nextOffset;
    },
    complete: (id) => call(`${UPLOADS}/${id}/complete`, { method: 'POST' }),
  };
}

const content = aPdf('信号不好的村', 512 * 1024 * 3 + 1);
const file = new File([content], '现场.pdf');
const attachment = {
  sha256: digestOf(content),
  name: '现场.pdf',
  mediaType: 'application/pdf',
  bytes: content.length,
};
const never = new AbortController().signal;
const quiet = { onProgress: () => undefined, firstWait: 1 };

describe('the pages’ upload', () => {
  it('tells how far it is', async () => {
    const told: number[] = [];
    const upload = new FileUpload(
      routesOver(() => 'works'),
      file,
      {
        ...quiet,
        onProgress: (bytes) => told.push(bytes),
      },
    );
    expect(await upload.run(never)).toEqual(attachment);
    expect(told).toEqual([0, 524_288, 1_048_576, 1_572_864, 1_572_865]);
  });

  it.each(['loses the request', 'loses the answer'] as const)(
    'goes on by itself over a line that %s every third time, and sends no byte twice that has come',
    async (loss) => {
      let [requests, bytesTaken] = [0, 0];
      const line = (request: string): Line => {
        requests += 1;
        const lost = requests % 3 === 0;
        if (request.startsWith('PUT') && !(lost && loss === 'loses the request')) bytesTaken += 1;
        return lost ? loss : 'works';
      };
      expect(await new FileUpload(routesOver(line), file, quiet).run(never)).toEqual(attachment);
      // Four chunks, of which one may have come although its answer was lost.
      expect(bytesTaken).toBe(4);
    },
  );

  it('gives up when nothing gets through any more, and goes on from there when it is asked to', async () => {
    const sent: string[] = [];
    let cut = false;
    const line = (request: string): Line => {
      if (cut) return 'loses the request';
      sent.push(request.replace(/^(\w+) .*?(\?.*)?$/, '$1$2'));
      cut = request.endsWith('offset=524288');
      return 'works';
    };
    const upload = new FileUpload(routesOver(line), file, quiet);
    await expect(upload.run(never)).rejects.toBeInstanceOf(Problem);
    cut = false;
    sent.length = 0;
    expect(await upload.run(never)).toEqual(attachment);
    expect(sent).toEqual(['GET', 'PUT?offset=1048576', 'PUT?offset=1572864', 'POST']);
  });

  it('ends at once at what no waiting mends', async () => {
    let requests = 0;
    const line = (): Line => {
      requests += 1;
      return 'works';
    };
    const picture = new File([PNG], '平面图.pdf');
    const upload = new FileUpload(routesOver(line), picture, quiet);
    await expect(upload.run(never)).rejects.toMatchObject({ code: 'attachment.name' });
    // Begin, look, one chunk, complete.
    expect(requests).toBe(4);
  });

  it('ends when it is called off', async () => {
    const calledOff = new AbortController();
    const line = (request: string): Line => {
      if (!request.startsWith('PUT')) return 'works';
      calledOff.abort(new Error('removed'));
      return 'loses the request';
    };
    const upload = new FileUpload(routesOver(line), file, quiet);
    await expect(upload.run(calledOff.signal)).rejects.toThrow('removed');
  });
});
