import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { z } from 'zod';
import type { ReadModels } from '../../libs/features/read-models.ts';
import { line, uuid } from '../../libs/features/shared/values.ts';
import { villageOfficers } from '../../libs/features/villages/village-officers.view.ts';
import { maskPhone, Persons, PHONE, type Person } from '../../libs/persons/index.ts';
import { notFound } from '../../libs/platform/problem.ts';
import { validated } from '../../libs/platform/validation.ts';
import {
  AuditLog,
  grantingRole,
  readingOnly,
  recordAudit,
  TenantDatabase,
  type AuditEntry,
  type TenantScope,
} from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import { entryOf } from './audit-entries.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { whileRebuilt } from './view-rebuilding.ts';
import { newUuid } from '../../libs/platform/new-uuid.ts';

const name = line(60).describe('as it is to be read, kept exactly as sent');
const phone = z.string().regex(PHONE).describe('digits: a mobile number, or a landline with its area code');

export const personSchema = z.strictObject({
  personId: uuid
    .optional()
    .describe('assigned when left out; the same person under the same id may be sent again'),
  name,
  phone: phone.optional(),
});

export const correctionSchema = z.strictObject({
  name: name.optional().describe('left out: stays as it is'),
  phone: phone.nullable().optional().describe('left out: stays as it is; null: is removed'),
});

/** A person as a list shows them. */
export const shownPerson = z.object({
  personId: z.uuid(),
  state: z
    .enum(['kept', 'erased', 'unreadable'])
    .describe('unreadable: the row was altered, or the server lacks the master key'),
  name: z.string().nullable(),
  phone: z.string().nullable().describe('masked: 138****1234'),
  erasedAt: z.iso.datetime().nullable(),
});

interface PersonPath {
  readonly townCode: string;
  readonly personId: string;
}

/** The people of a town: who may be given a post or a duty. None of this is a command, and none of it becomes an event. */
@Controller('api/v1/towns/:townCode/persons')
export class PersonsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(TenantDatabase) private readonly database: TenantDatabase<ReadModels>,
    @Inject(AuditLog) private readonly log: AuditLog,
  ) {}

  /** Everybody, phone numbers masked; for a village clerk those who hold a post of the village. */
  @Get()
  async list(@Req() { principal }: AuthenticatedRequest, @Param('townCode') townCode: string) {
    const scope = await this.access.town(principal, townCode, 'persons');
    return { data: (await this.persons.list(scope, await this.within(scope))).map(shown) };
  }

  @Post()
  async enter(
    @Req() request: AuthenticatedRequest,
    @Param('townCode') townCode: string,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.town(request.principal, townCode, 'persons:enter');
    const { personId = newUuid(), name, phone = null } = validated(personSchema, sent, { language });
    await this.persons.enter(scope, personId, { name, phone }, (db) =>
      recordAudit(db, [personEntry(request, 'enter', townCode, personId)]),
    );
    return { personId };
  }

  @Put(':personId')
  async correct(
    @Req() request: AuthenticatedRequest,
    @Param() { townCode, personId }: PersonPath,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.town(request.principal, townCode, 'persons:enter');
    const { name, phone } = validated(correctionSchema, sent, { language });
    const id = idOf(personId);
    const change = { ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) };
    await this.persons.correct(scope, id, change, (db, changed) =>
      recordAudit(db, [personEntry(request, 'correct', townCode, id, { changed: changed.join(' ') })]),
    );
    return { personId: id };
  }

  /** The phone number in full. The audit log keeps who saw whose number, never the number; unless it does, nobody sees it. */
  @Post(':personId/unmask')
  @HttpCode(200)
  async unmask(@Req() request: AuthenticatedRequest, @Param() { townCode, personId }: PersonPath) {
    const scope = await this.access.town(request.principal, townCode, 'persons:unmask');
    const id = idOf(personId);
    const within = await this.within(scope);
    if (within && !within.includes(id)) throw noSuchPerson();
    const { phone } = await this.persons.reveal(scope, id);
    await this.log.record(personEntry(request, 'unmask', townCode, id));
    return { phone };
  }

  /** For good. */
  @Post(':personId/erase')
  @HttpCode(200)
  async erase(@Req() request: AuthenticatedRequest, @Param() { townCode, personId }: PersonPath) {
    const scope = await this.access.town(request.principal, townCode, 'persons:erase');
    const id = idOf(personId);
    const erasedAt = await this.persons.erase(scope, id, (db) =>
      recordAudit(db, [personEntry(request, 'erase', townCode, id)]),
    );
    return { personId: id, erasedAt };
  }

  /** The only persons that a scope of one village reaches; undefined for the scope of a whole town. */
  private async within(scope: TenantScope): Promise<string[] | undefined> {
    const { villageId } = scope;
    if (villageId === undefined) return undefined;
    return this.database.withTenant(readingOnly(scope), (db) =>
      whileRebuilt(villageOfficers(db.views, villageId)),
    );
  }
}

/** The permission of what is recorded of a person. */
const GRANTED_BY = {
  enter: 'persons:enter',
  correct: 'persons:enter',
  unmask: 'persons:unmask',
  erase: 'persons:erase',
} as const;

/** What the audit log keeps: whose data, never what they are. */
function personEntry(
  request: AuthenticatedRequest,
  act: keyof typeof GRANTED_BY,
  townCode: string,
  personId: string,
  details: AuditEntry['details'] = {},
): AuditEntry {
  return entryOf(request, {
    action: `person.${act}`,
    target: personId,
    details: { town: townCode, ...details },
    role: grantingRole(request.principal, GRANTED_BY[act]),
  });
}

const noSuchPerson = () => notFound({ zh: '这个人员', en: 'person' });

/** @throws {Problem} 404 for what is no id: there is no such person either. */
function idOf(sent: string): string {
  const id = uuid.safeParse(sent);
  if (id.success) return id.data;
  throw noSuchPerson();
}

function shown(person: Person): z.infer<typeof shownPerson> {
  const { personId, state } = person;
  return {
    personId,
    state,
    name: state === 'kept' ? person.name : null,
    phone: state === 'kept' && person.phone ? maskPhone(person.phone) : null,
    erasedAt: state === 'erased' ? person.erasedAt.toISOString() : null,
  };
}
