import { Command, InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import { businessDate as businessDay, line } from '../../libs/features/shared/values.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import type { StatusChange } from '../../libs/platform/tenant-lifecycle.ts';
import { inLogsOf, recordAudit, registerTenants } from '../../libs/tenancy/index.ts';
import { attachmentFiles } from './attachments/attachment-files.ts';
import { divisionCode } from './division-code.ts';
import { OperatorError } from './operator-error.ts';
import { ownerTransaction } from './owner-connection.ts';
import { withProgress } from './progress.ts';
import { administering, findTenant, type Administration } from './tenants/administration.ts';
import { exportTenant } from './tenants/export-tenant.ts';
import { importTenant } from './tenants/import-tenant.ts';
import { timestamp } from './timestamp.ts';

const COUNTY_DIGITS = 6;
const CODE = 'division code: 6 digits of a county, 9 of a town';
const today = () => businessDate(new Date());

/** `zhendi tenant …` */
export function tenantCommand(): Command {
  return new Command('tenant')
    .description('counties and towns of this installation: their lives, and their moves to another one')
    .addCommand(listing())
    .addCommand(creating())
    .addCommand(
      changing('suspend', 'let it be read, and not written, until it is resumed; a county with its towns'),
    )
    .addCommand(changing('resume', 'let it be written again; a county with its towns'))
    .addCommand(changing('close', 'let it be read, and not written, for good; a county with its towns'))
    .addCommand(renaming())
    .addCommand(merging())
    .addCommand(exporting())
    .addCommand(importing());
}

function listing(): Command {
  return new Command('list')
    .description('list them, with states and counts')
    .option('--county <code>', 'only this county and its towns', divisionCode(COUNTY_DIGITS))
    .action(({ county }: { county?: string }) =>
      administering(async (administration) => {
        if (county !== undefined) await findTenant(administration, county);
        const rows = await administration.lifecycle.list(county);
        console.table(
          rows.map(({ code, name, level, status, mergedInto, events, accounts }) => {
            const state = mergedInto === null ? status : `merged into ${mergedInto}`;
            return { code, name, level, state, events, accounts };
          }),
        );
      }),
    );
}

function creating(): Command {
  return new Command('create')
    .description('make a county, or a town of a county that is there')
    .argument('<code>', CODE, code)
    .argument('<name>', 'its name', name)
    .action((code: string, name: string) =>
      administering(async (administration) => {
        if (code.length === COUNTY_DIGITS) await createCounty(administration, code, name);
        else {
          const county = await findTenant(administration, code.slice(0, COUNTY_DIGITS));
          await administration.lifecycle.create(county, { code, name }, administration.by);
        }
        console.log(`created ${code} ${name}`);
      }),
    );
}

async function createCounty({ ownerUrl, by }: Administration, code: string, name: string): Promise<void> {
  await ownerTransaction(ownerUrl, async (owner) => {
    const { created, tenants } = await registerTenants(owner, { code, name }, []);
    if (created.length === 0) throw new OperatorError(`there is a county ${code} already`);
    const done = { action: 'tenant.create', outcome: 'done', target: code, details: { name } } as const;
    await recordAudit(owner, inLogsOf([tenants.get(code)!.tenantId], { ...by, ...done }));
  });
}

function changing(change: StatusChange, description: string): Command {
  return new Command(change)
    .description(description)
    .argument('<code>', CODE, code)
    .option('--reason <text>', 'for the audit log', name)
    .action((code: string, { reason }: { reason?: string }) =>
      administering(async (administration) => {
        const tenant = await findTenant(administration, code);
        await administration.lifecycle.changeStatus(change, tenant, administration.by, reason);
        console.log(`${code} ${tenant.name}: ${change} is done`);
      }),
    );
}

function renaming(): Command {
  return new Command('rename')
    .description(
      'give it another name from a day on; what is asked for as of an earlier day shows the name of then',
    )
    .argument('<code>', CODE, code)
    .argument('<name>', 'its new name', name)
    .option('--code <code>', 'its new division code', code)
    .option('--from <date>', 'the first day of the name, YYYY-MM-DD; today when left out', day)
    .action((code: string, name: string, { code: newCode, from }: { code?: string; from?: string }) =>
      administering(async (administration) => {
        const tenant = await findTenant(administration, code);
        const newName = { name, code: newCode, validFrom: from ?? today() };
        await administration.lifecycle.rename(tenant, newName, administration.by);
        console.log(`${code} ${tenant.name} is ${newCode ?? code} ${name} from ${newName.validFrom} on`);
      }),
    );
}

function merging(): Command {
  return new Command('merge')
    .description(
      'let a town become a part of another one: villages and projects move, what happened stays, the town is closed',
    )
    .argument('<code>', 'code of the town that ends', divisionCode(9))
    .argument('<into>', 'code of the town that it becomes a part of', divisionCode(9))
    .option('--on <date>', 'day of the merger, YYYY-MM-DD; today when left out', day)
    .action((code: string, into: string, { on }: { on?: string }) =>
      administering(async (administration) => {
        const [from, target] = [
          await findTenant(administration, code),
          await findTenant(administration, into),
        ];
        const moved = await administration.lifecycle.merge(from, target, on ?? today(), administration.by);
        console.log(
          moved === null
            ? `${code} was merged into ${into} before`
            : `merged ${code} ${from.name} into ${into} ${target.name}: villages: ${moved.villages}, projects: ${moved.projects}, venues: ${moved.venues}, accounts of village clerks: ${moved.accounts}`,
        );
      }),
    );
}

function exporting(): Command {
  return new Command('export')
    .description('write what it recorded to a folder that can be verified by itself, and imported elsewhere')
    .argument('<code>', CODE, code)
    .option('--out <folder>', 'the new folder; named after the code and the time when left out')
    .action((code: string, { out }: { out?: string }) =>
      administering(async (administration) => {
        const { config, ownerUrl, database, by } = administration;
        const folder = out ?? `zhendi-${code}-${timestamp()}`;
        const { countyCode } = await findTenant(administration, code);
        const county = await findTenant(administration, countyCode);
        const left = { action: 'export', outcome: 'done', target: code, details: { folder } } as const;
        // Before anything leaves: no export without its entry.
        await database.withSystem((db) => recordAudit(db, inLogsOf([county.tenantId], { ...by, ...left })));
        const { head, receipts, attachments } = await withProgress('exporting', (onProgress) =>
          exportTenant({
            ownerUrl,
            home: config.ZHENDI_HOME,
            store: attachmentFiles(config).store,
            code,
            folder,
            onProgress,
          }),
        );
        console.log(
          `${folder}: events: ${head.position}, receipts: ${receipts.count}, attachments: ${attachments?.count ?? 0}, head ${head.hash}`,
        );
      }),
    );
}

function importing(): Command {
  return new Command('import')
    .description('bring a tenant here that another installation exported; verified before anybody sees it')
    .argument('<folder>', 'what zhendi tenant export wrote')
    .option('--key <file>', 'public key of the installation that it must come from')
    .action((folder: string, { key }: { key?: string }) =>
      administering(async ({ config, ownerUrl, by }) => {
        const files = attachmentFiles(config);
        const { manifest, fingerprint } = await withProgress('importing', (onProgress) =>
          importTenant({ ownerUrl, folder, files, keyFile: key, audit: by, onProgress }),
        );
        const { tenant, head } = manifest;
        const signer =
          key === undefined ? `signed by ${fingerprint}, whose key came with it` : `signed by ${key}`;
        console.log(
          `imported ${tenant.code} ${tenant.name}: events: ${head.position}, head ${head.hash}, ${signer}`,
        );
      }),
    );
}

const code = parsing(/^(?:\d{6}|\d{9})$/, 'It must be a code of 6 or 9 digits.');

function parsing(pattern: RegExp, otherwise: string): (value: string) => string {
  return (value) => {
    if (pattern.test(value)) return value;
    throw new InvalidArgumentError(otherwise);
  };
}

function accepting(schema: z.ZodType<string>, otherwise: string): (value: string) => string {
  return (value) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(otherwise);
  };
}

function name(value: string): string {
  return accepting(line(60), 'It must be one line of up to 60 characters.')(value);
}

function day(value: string): string {
  return accepting(businessDay, 'It must be a day, YYYY-MM-DD.')(value);
}
