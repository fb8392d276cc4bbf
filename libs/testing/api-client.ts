import { randomUUID } from 'node:crypto';

/** An answer of the API; `body` is parsed where it is JSON of any kind, else it is the text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests say what they expect of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** Speaks HTTP to an API as one account, or as nobody. */
export class ApiClient {
  constructor(
    private readonly url: string,
    readonly token?: string,
  ) {}

  static async signIn(url: string, username: string, password: string): Promise<ApiClient> {
    const answer = await new ApiClient(url).post('/api/v1/sign-in', { username, password });
    if (answer.status !== 200)
      throw new Error(`${username} could not sign in: ${JSON.stringify(answer.body)}`);
    return new ApiClient(url, answer.body.accessToken);
  }

  /** Any request, without a header but the token. */
  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.token && !headers.has('authorization')) headers.set('authorization', `Bearer ${this.token}`);
    const response = await fetch(`${this.url}${path}`, { ...init, headers });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, { headers });
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** Issues a command, under a new key unless one is given. */
  command(townCode: string, command: string, body: unknown, key: string = randomUUID()): Promise<Answer> {
    return this.post(`/api/v1/towns/${townCode}/commands/${command}`, body, { 'idempotency-key': key });
  }

  /**
   * Issues a command that must be recorded.
   *
   * @returns its position.
   */
  async record(townCode: string, command: string, body: unknown): Promise<number> {
    const answer = await this.command(townCode, command, body);
    if (answer.status !== 201) throw new Error(`${command} was not recorded: ${JSON.stringify(answer.body)}`);
    return answer.body.position as number;
  }

  /** Issues a command of a county. */
  countyCommand(
    countyCode: string,
    command: string,
    body: unknown,
    key: string = randomUUID(),
  ): Promise<Answer> {
    return this.post(`/api/v1/counties/${countyCode}/commands/${command}`, body, { 'idempotency-key': key });
  }

  /** Issues a command of a county that must be recorded. */
  async recordOfCounty(countyCode: string, command: string, body: unknown): Promise<void> {
    const answer = await this.countyCommand(countyCode, command, body);
    if (answer.status !== 201) throw new Error(`${command} was not recorded: ${JSON.stringify(answer.body)}`);
  }

  /** A town's view; with `atLeast`, once it holds that position. */
  townView(townCode: string, view: string, query: Record<string, string | number> = {}): Promise<Answer> {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return this.get(`/api/v1/towns/${townCode}/views/${view}?${search.toString()}`);
  }

  countyOverview(countyCode: string): Promise<Answer> {
    return this.get(`/api/v1/counties/${countyCode}/views/county-overview`);
  }
}
