import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, query, type TestDatabase } from '../../libs/testing/test-database.ts';
import { runZhendi } from '../../libs/testing/zhendi-command.ts';

const JINTA = fileURLToPath(new URL('../../libs/testing/data/divisions-620921.csv', import.meta.url));

/** The command is started, from its sources, several times. */
const SLOW_MS = 180_000;

let database: TestDatabase;
let home: string;
beforeAll(async () => {
  database = await createTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
});
afterAll(async () => {
  await rm(home, { recursive: true });
  await database.drop();
});

const zhendi = (args: readonly string[], input?: string) => runZhendi(database.ownerUrl, args, input, home);

describe('zhendi', () => {
  it.each([
    ['an unknown command', ['nothing'], "error: unknown command 'nothing'"],
    ['no file to import', ['county', 'import'], "error: missing required argument 'files'"],
    [
      'a role without its division',
      ['account', 'create', 'li', '--role', 'town-clerk'],
      'a role of town-clerk needs --town <code> and no other',
    ],
    ['a position that is none', ['verify', '--since', '-1'], 'It must be a position: 0, 1, 2 …'],
    [
      'a town that cannot be',
      ['verify', '--town', '6209'],
      'It must be a code of 9 digits, or of 6 for a county.',
    ],
    ['a code that is none', ['county', 'import', JINTA, '--county', '62'], 'It must be a code of 6 digits.'],
  ])('ends with 2 after %s', async (_, args, message) => {
    const { code, errors } = await zhendi(args);
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });

  it('ends with 1 and one line when a file is not there', async () => {
    const { code, errors } = await zhendi(['county', 'import', 'no-such.csv']);
    expect(errors).toMatch(/^zhendi: cannot read no-such\.csv: ENOENT[^\n]*\n$/);
    expect(code).toBe(1);
  });

  it('imports a county, says that a second run has nothing to do, and creates accounts once', async () => {
    const first = await zhendi(['county', 'import', JINTA, '--accounts']);
    expect(first.output).toContain('620921 金塔县: registered the county, 10 towns and 99 villages\n');
    expect(first.output).toMatch(/with the password \S{16} \(shown only now\): .*town-620921100/);
    expect(first.code).toBe(0);
    const second = await zhendi(['county', 'import', JINTA, '--accounts']);
    expect(second.output).toContain('nothing to do: 10 towns and 99 villages were registered before');
    expect(second.output).toContain('accounts: all of them were there before');

    const account = [
      'account',
      'create',
      'li',
      '--role',
      'town-clerk',
      '--town',
      '620921100',
      '--password-stdin',
    ];
    expect(await zhendi(account, 'a long password\n')).toEqual({
      code: 0,
      output: 'created li, town-clerk of 620921100\n',
      errors: '',
    });
    expect(await zhendi(account, 'a long password\n')).toEqual({
      code: 1,
      output: '',
      errors: 'zhendi: the username li is taken\n',
    });
  });

  it(
    'verifies what was recorded, and ends with 1 when an event was altered',
    async () => {
      await zhendi(['county', 'import', JINTA]);
      // What operators did before stands in the audit log, and is verified with it.
      const verified = (publications: number) =>
        expect.stringMatching(
          `^verified chains: 11, events: 99, audit entries: [1-9]\\d*, publications of their heads: ${publications}\n$`,
        );
      expect(await zhendi(['verify'])).toMatchObject({ code: 0, output: verified(0) });
      expect((await zhendi(['verify'])).output).toEqual(verified(1));

      await query(
        database.ownerUrl,
        `set session_replication_role = replica;
       update zhendi.event set data = data || '{"name": "x"}' where position = 3
         and tenant_id = (select tenant_id from zhendi.tenant where code = '620921100')`,
      );
      const { code, output, errors } = await zhendi(['verify']);
      expect(output).toMatch(/^620921100 \S+: position 3 altered: its data was altered\n/);
      expect(errors).toContain('zhendi: this is not what was recorded; faults: 1\n');
      expect(code).toBe(1);
    },
    SLOW_MS,
  );

  it('names every faulty row and writes nothing', async () => {
    const before = await query(database.ownerUrl, 'select * from zhendi.tenant order by tenant_id');
    const faulty = fileURLToPath(new URL('../../libs/testing/data/README.md', import.meta.url));
    const { code, errors } = await zhendi(['county', 'import', faulty]);
    expect(errors).toBe(
      'zhendi: nothing was imported\n  README.md row 1: the header has no column code and no column name\n',
    );
    expect(code).toBe(1);
    expect(await query(database.ownerUrl, 'select * from zhendi.tenant order by tenant_id')).toEqual(before);
  });

  it(
    'creates an account with an initial password, lists it, disables and enables it',
    async () => {
      await zhendi(['county', 'import', JINTA]);
      const created = await zhendi(['account', 'create', 'wang', '--role', 'auditor', '--county', '620921']);
      expect(created.output).toMatch(
        /^created wang, auditor of 620921, with the password \S{16} \(shown only now\)\n$/,
      );
      const entries = await query(
        database.ownerUrl,
        `select action, target, details->>'roles' as roles from zhendi.audit_entry where target = 'wang'`,
      );
      expect(entries).toEqual([{ action: 'account.create', target: 'wang', roles: 'auditor' }]);
      expect((await zhendi(['account', 'disable', 'wang'])).output).toBe(
        'disabled wang; its sessions have ended\n',
      );
      expect((await zhendi(['account', 'list', '--county', '620921'])).output).toContain(
        'wang\t620921\tauditor\tdisabled, initial password\t0 sessions\tnever\n',
      );
      expect((await zhendi(['account', 'enable', 'wang'])).output).toBe('enabled wang\n');
    },
    SLOW_MS,
  );

  it(
    'resets a password, signs somebody out, and says what it refuses',
    async () => {
      await zhendi(['county', 'import', JINTA, '--accounts']);
      const name = 'town-620921100';
      const reset = await zhendi(['account', 'reset-password', name]);
      expect(reset.output).toMatch(/^reset town-620921100, with the password \S{16} \(shown only now\)\n$/);
      expect((await zhendi(['account', 'sign-out', name])).output).toBe(`signed ${name} out everywhere\n`);
      expect(await zhendi(['account', 'disable', 'nobody'])).toEqual({
        code: 1,
        output: '',
        errors: 'zhendi: there is no account nobody\n',
      });
      const create = ['account', 'create', 'zhao', '--role', 'operator', '--password-stdin'];
      const weak = await zhendi(create, 'qwertyuiop\n');
      expect([weak.code, weak.errors]).toEqual([1, expect.stringContaining('this is no password for zhao')]);
    },
    SLOW_MS,
  );
});
