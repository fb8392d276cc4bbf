import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import type { County } from '../../cli/county-import/county.ts';
import { runImport } from '../../cli/county-import/run-import.ts';
import { expectEqual } from '../append/store.ts';
import type { Database } from '../cluster.ts';
import { startInstallation, type Installation } from '../http/installation.ts';
import { allProjected } from '../http/projection-watch.ts';
import { send } from '../http/commands.ts';
import type { Part } from '../part.ts';
import { alternate, medians, type Contestant } from '../rounds.ts';
import type { TenantName } from '../../../libs/tenancy/index.ts';

// The largest county has 44 towns.
const TOWNS = 44;
const CALLERS = 64;
const FIRST_COUNTY = 910_000;
// A town has three digits for its villages' codes.
const CODES = TOWNS * 1_000;

/** A county's first import, beside the same registrations as single commands over HTTP; both until the read models hold them. */
export const importPart: Part = async (cluster, { rounds, importedVillages, httpSeconds }) => {
  const database = await cluster.createStore('county_import');
  const installation = await startInstallation(database);
  try {
    await installation.startWorker();
    const counties = new Counties(database, installation, Math.round(importedVillages / TOWNS));
    const samples = await alternate(cluster, 'villages registered/s', rounds, [
      counties.imported('import'),
      counties.byCommands('single commands, one by one', 1, httpSeconds),
      counties.byCommands('single commands, 64 callers', CALLERS, httpSeconds),
    ]);
    const speed = medians(samples);
    return {
      ratios: { bulk_import_vs_single_commands: speed['import']! / speed['single commands, one by one']! },
      absolute: {
        import_villages_per_s: speed['import']!,
        import_single_commands_per_s: speed['single commands, one by one']!,
        import_single_commands_64_callers_per_s: speed['single commands, 64 callers']!,
      },
      samples: { import: samples },
    };
  } finally {
    await installation.stop();
  }
};

/** Counties that do not exist, one for each import, and one for all commands of a contestant. */
class Counties {
  private made = 0;
  private registered = 0;

  constructor(
    private readonly database: Database,
    private readonly installation: Installation,
    private readonly villagesPerTown: number,
  ) {}

  imported(name: string): Contestant {
    return {
      name,
      run: async () => {
        const county = this.next(this.villagesPerTown);
        const villages = TOWNS * this.villagesPerTown;
        const began = performance.now();
        await runImport(this.database.ownerUrl, county);
        this.registered += villages;
        return villages / ((performance.now() - began) / 1000);
      },
      check: () => this.check(),
    };
  }

  /** Each round in a county of its own, whose tenants are there before, as an operator would have made them. */
  byCommands(name: string, callers: number, seconds: number): Contestant {
    return {
      name,
      run: async () => {
        const next = await this.registrations();
        const pool = new Pool(this.installation.url, { connections: callers });
        let sent = 0;
        const began = performance.now();
        const caller = async () => {
          while (performance.now() < began + seconds * 1000 && sent < CODES) await send(pool, next(sent++));
        };
        await Promise.all(Array.from({ length: callers }, caller));
        await allProjected(this.database);
        const elapsed = (performance.now() - began) / 1000;
        await pool.close();
        this.registered += sent;
        return sent / elapsed;
      },
      check: () => this.check(),
    };
  }

  /** The registrations of a new county's villages, its towns in turn. */
  private async registrations() {
    const county = this.next(0);
    const { imported } = await runImport(this.database.ownerUrl, county);
    const tenant = ({ code }: { code: string }): TenantName => imported.tenants.get(code)!;
    const tokens = await Promise.all(
      county.towns.map((town) => this.installation.token(tenant(county), tenant(town)).current()),
    );
    return (n: number) => {
      const town = county.towns[n % TOWNS]!;
      const code = `${town.code}${String(Math.floor(n / TOWNS)).padStart(3, '0')}`;
      return registration(tenant(town), tokens[n % TOWNS]!, code);
    };
  }

  private next(villagesPerTown: number): County {
    const code = String(FIRST_COUNTY + this.made++);
    const towns = Array.from({ length: TOWNS }, (_, i) => {
      const town = `${code}${100 + i}`;
      const villages = Array.from({ length: villagesPerTown }, (_, n) => ({
        code: `${town}${String(n).padStart(3, '0')}`,
        name: `第${n + 1}村`,
      }));
      return { code: town, name: `测试${i + 1}镇`, villages };
    });
    return { code, name: '测试县', towns };
  }

  private async check(): Promise<void> {
    const [found] = await this.database.query(
      `select count(*) as villages, (select count(*) from (select from zhendi.event group by tenant_id
         having min(position) <> 1 or max(position) <> count(*)) t) as "tenants with gaps" from zhendi.event`,
    );
    expectEqual('imports and commands', found!, { villages: this.registered, 'tenants with gaps': 0 });
  }
}

function registration(town: TenantName, token: string, code: string) {
  return {
    town,
    path: `/api/v1/towns/${town.code}/commands/register-village`,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ occurredOn: '2024-01-05', code, name: '测试村' }),
  };
}
