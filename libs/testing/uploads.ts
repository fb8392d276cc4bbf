import type { Answer, ApiClient } from './api-client.ts';

/** The upload of a file to a town, step by step. */
export class TestUpload {
  private constructor(
    private readonly client: ApiClient,
    /** The address of the upload. */
    readonly path: string,
    readonly chunkBytes: number,
  ) {}

  /** @throws when it may not begin. */
  static async begin(client: ApiClient, townCode: string, file: object): Promise<TestUpload> {
    const { status, body } = await announce(client, townCode, file);
    if (status !== 201) throw new Error(`no upload: ${status} ${JSON.stringify(body)}`);
    return new TestUpload(client, `${pathOf(townCode)}/${body.uploadId}`, body.chunkBytes);
  }

  send(offset: number, chunk: Uint8Array, client = this.client): Promise<Answer> {
    return client.request(`${this.path}?offset=${offset}`, {
      method: 'PUT',
      body: chunk as Uint8Array<ArrayBuffer>,
      headers: { 'content-type': 'application/octet-stream' },
    });
  }

  /** All chunks from there on, one after the other. */
  async sendFrom(offset: number, content: Uint8Array): Promise<void> {
    for (let at = offset; at < content.length; at += this.chunkBytes) {
      const { status } = await this.send(at, content.subarray(at, at + this.chunkBytes));
      if (status !== 200) throw new Error(`bytes from ${at} on were not taken: ${status}`);
    }
  }

  state(client = this.client): Promise<Answer> {
    return client.get(this.path);
  }

  complete(client = this.client): Promise<Answer> {
    return client.request(`${this.path}/complete`, { method: 'POST' });
  }
}

const pathOf = (townCode: string) => `/api/v1/towns/${townCode}/attachments/uploads`;

/** Announces a file. */
export function announce(client: ApiClient, townCode: string, file: object): Promise<Answer> {
  return client.post(pathOf(townCode), file);
}

/** Uploads a whole file. @returns the answer to its completion. */
export async function upload(
  client: ApiClient,
  townCode: string,
  content: Uint8Array,
  file: { name: string; sha256?: string; villageId?: string },
): Promise<Answer> {
  const upload = await TestUpload.begin(client, townCode, { ...file, bytes: content.length });
  await upload.sendFrom(0, content);
  return upload.complete();
}
