import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { namedId } from '../../features/shared/streams.ts';
import { createAccounts, hashPassword, ROLES, type Role } from '../../tenancy/index.ts';
import { createOwnerPool } from '../../tenancy/pool.ts';
import { PASSWORD, startApi, type TestApi, type TestApiOptions } from '../api.ts';
import { TestUpload, upload } from '../uploads.ts';
import { StatementLog } from './statement-log.ts';
import { tellTwins } from './tell-twins.ts';
import {
  accountId,
  accountOf,
  COUNTY,
  filesOf,
  NEIGHBOUR,
  OTHER_COUNTY,
  OTHER_TOWN,
  personsOf,
  TOWN,
  TWIN_COUNTIES,
  VILLAGES,
  type Twin,
} from './twins.ts';

export type Level = 'town' | 'county' | 'platform';

/** Of what kind of tenant somebody of the role is. */
export const LEVEL_OF: Readonly<Record<Role, Level>> = {
  'village-clerk': 'town',
  'town-clerk': 'town',
  'town-leader': 'town',
  'county-analyst': 'county',
  'county-reviewer': 'county',
  'county-administrator': 'county',
  auditor: 'county',
  operator: 'platform',
};

/** A tenant, by its code and by the mark of what it has. */
export type Named = Pick<Twin, 'code' | 'mark'>;

export const PLATFORM: Named = { code: 'platform', mark: '平台' };

const TENANTS: Readonly<Record<Level, readonly Named[]>> = {
  town: [TOWN, NEIGHBOUR, OTHER_TOWN],
  county: [COUNTY, OTHER_COUNTY],
  platform: [PLATFORM],
};
const SPARE_ROLE: Readonly<Record<Level, Role>> = {
  town: 'town-clerk',
  county: 'county-analyst',
  platform: 'operator',
};

/** A request to a path, with what it carries. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  /** In the place of a body of JSON. */
  readonly bytes?: Buffer | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All that an answer may tell. */
export interface Told {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly text: string;
  /** Texts of the statements that the request sent to the database. */
  readonly statements: readonly string[];
  /** Lines that were logged meanwhile. */
  readonly logged: string;
}

/** The API over tenants that are twins of each other, with somebody of each role in each of them. */
export class IsolatedApi {
  private readonly statements = new StatementLog();
  private readonly owner: ReturnType<typeof createOwnerPool>;
  private digests: Promise<string> | undefined;

  private constructor(
    readonly api: TestApi,
    private readonly tokens: ReadonlyMap<Role, string>,
    private readonly sessions: ReadonlyMap<string, string>,
    private readonly uploads: ReadonlyMap<string, string>,
  ) {
    this.owner = ownerPool(api.database.ownerUrl);
  }

  /** Without a worker, so that nothing happens but what is asked for. */
  static async start(options: TestApiOptions = {}): Promise<IsolatedApi> {
    const api = await startApi(TWIN_COUNTIES, { workerLater: true, ...options });
    await addAccounts(api.database.ownerUrl);
    await tellTwins(api.database);
    // What a process looks up once, at its first command.
    await (
      await api.clerk(TOWN.code)
    ).command(TOWN.code, 'cancel-project', {
      occurredOn: '2024-03-01',
      venueId: namedId('of nobody'),
      reason: '整体搬迁',
    });
    await enterPersons(api);
    await uploadFiles(api);
    const tokens = new Map<Role, string>();
    for (const role of ROLES) {
      const { token } = await api.as(`${ownTenant(role).mark}-${role}`);
      tokens.set(role, token!);
    }
    return new IsolatedApi(api, tokens, await sessionsElsewhere(api), await uploadsElsewhere(api));
  }

  /** Of the first town, the first county or the installation; of the first village. */
  token(role: Role): string {
    return this.tokens.get(role)!;
  }

  /** A session of somebody of the other town or county with this code; of no one, for any other code. */
  sessionOf(code: string): string {
    return this.sessions.get(code) ?? namedId('no session');
  }

  /** An upload of somebody of the other town with this code; of no one, for any other code. */
  uploadOf(code: string): string {
    return this.uploads.get(code) ?? namedId('no upload');
  }

  /** @param role nobody, when null. */
  async call(role: Role | null, { method, path, query: search, body, bytes, headers }: Call): Promise<Told> {
    const logged = this.api.log.length;
    // Awaited inside: it is not sent before.
    const { result, sent } = await this.statements.of(
      async () =>
        await this.api.app.inject({
          method: method as 'GET',
          url: path,
          ...(search && { query: { ...search } }),
          headers: {
            ...(role && { authorization: `Bearer ${this.token(role)}` }),
            ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
            ...(bytes && { 'content-type': 'application/octet-stream' }),
            ...headers,
          },
          ...((bytes ?? body) !== undefined && { payload: (bytes ?? body) as object }),
        }),
    );
    return {
      status: result.statusCode,
      headers: result.headers,
      text: result.payload,
      statements: sent,
      logged: this.api.log.slice(logged).join(''),
    };
  }

  /** A digest of all rows of some tenants, and of the events of others: whether anything of them was written. */
  async digest(untouched: readonly Named[], unrecorded: readonly Named[]): Promise<string> {
    this.digests ??= this.digestOfTables();
    const { rows } = await this.owner.query<{ digest: string }>(await this.digests, [
      untouched.map(({ code }) => code),
      unrecorded.map(({ code }) => code),
    ]);
    return rows[0]!.digest;
  }

  private async digestOfTables(): Promise<string> {
    const { rows } = await this.owner.query<{ name: string }>(
      `select attrelid::regclass::text as name from pg_attribute join pg_class c on c.oid = attrelid
       where attname = 'tenant_id' and c.relkind = 'r' order by 1`,
    );
    const digestOf = (table: string, tenants: string) =>
      `(select md5(string_agg(r::text, ',' order by r::text))
        from ${table} r join zhendi.tenant t using (tenant_id) where t.code = any (${tenants}))`;
    const digests = [...rows.map(({ name }) => digestOf(name, '$1')), digestOf('zhendi.event', '$2')];
    return `select concat_ws(' ', ${digests.join(', ')}) as digest`;
  }

  async close(): Promise<void> {
    this.statements.close();
    await this.owner.end();
    await this.api.close();
  }
}

/** The tenant whose account of this role is called. */
export function ownTenant(role: Role): Named {
  return { town: TOWN, county: COUNTY, platform: PLATFORM }[LEVEL_OF[role]];
}

const ownerPool = (url: string) => createOwnerPool({ url, max: 1, onError: () => undefined });

async function enterPersons(api: TestApi): Promise<void> {
  for (const town of [TOWN, NEIGHBOUR, OTHER_TOWN]) {
    const clerk = await api.as(`${town.mark}-town-clerk`);
    for (const person of personsOf(town)) {
      const { status } = await clerk.post(`/api/v1/towns/${town.code}/persons`, person);
      if (status !== 201) throw new Error(`${person.personId} was not entered: ${status}`);
    }
  }
}

async function uploadFiles(api: TestApi): Promise<void> {
  for (const town of [TOWN, NEIGHBOUR, OTHER_TOWN]) {
    const clerk = await api.as(`${town.mark}-town-clerk`);
    for (const { content, ...file } of filesOf(town)) {
      const { status } = await upload(clerk, town.code, content, file);
      if (status !== 201) throw new Error(`${file.name} was not uploaded: ${status}`);
    }
  }
}

async function uploadsElsewhere(api: TestApi): Promise<Map<string, string>> {
  const uploads = new Map<string, string>();
  for (const { code, mark } of [NEIGHBOUR, OTHER_TOWN]) {
    const clerk = await api.as(`${mark}-town-clerk`);
    const { path } = await TestUpload.begin(clerk, code, { name: `${mark}1号照片.pdf`, bytes: 10 });
    uploads.set(code, path.split('/').at(-1)!);
  }
  return uploads;
}

async function sessionsElsewhere(api: TestApi): Promise<Map<string, string>> {
  const sessions = new Map<string, string>();
  for (const { code, mark } of [NEIGHBOUR, OTHER_TOWN]) {
    const clerk = await api.as(`${mark}-town-clerk`);
    const { body } = await clerk.get('/api/v1/me/sessions');
    sessions.set(code, (body as { data: { id: string }[] }).data[0]!.id);
  }
  return sessions;
}

/** In each tenant somebody of each role, a spare one, and one whose id no other tenant has. */
async function addAccounts(ownerUrl: string): Promise<void> {
  const owner = ownerPool(ownerUrl);
  try {
    const passwordHash = await hashPassword(PASSWORD);
    for (const [level, tenants] of Object.entries(TENANTS)) {
      const roles = ROLES.filter((role) => LEVEL_OF[role] === level);
      for (const tenant of tenants) {
        const { rows } = await owner.query<{ id: number }>(
          'select tenant_id as id from zhendi.tenant where code = $1',
          [tenant.code],
        );
        const account = (name: string, role: Role) => ({
          tenantId: rows[0]!.id,
          username: `${tenant.mark}-${name}`,
          passwordHash,
          roles: [role],
          ...(role === 'village-clerk' && { villageId: VILLAGES[0] }),
        });
        await createAccounts(owner, [
          ...roles.map((role) => account(role, role)),
          ...['spare', 'only'].map((name) => account(name, SPARE_ROLE[level as Level])),
        ]);
        for (const name of [...roles, 'spare', 'only']) {
          await owner.query('update zhendi.account set account_id = $1 where username = $2', [
            name === 'only' ? accountOf(tenant) : accountId(name),
            `${tenant.mark}-${name}`,
          ]);
        }
      }
    }
  } finally {
    await owner.end();
  }
}
