import { createHash } from 'node:crypto';
import { Controller, Inject, Injectable, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../libs/event-store/index.ts';
import { countyCommands, townCommands } from '../../libs/features/commands.ts';
import { routeName, type CommandType } from '../../libs/features/shared/command.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { commandMessage } from '../../libs/platform/command-handlers.ts';
import type { CommandResult } from '../../libs/platform/command-runner.ts';
import { DoorbellRinger } from '../../libs/platform/doorbells.ts';
import { newUuid } from '../../libs/platform/new-uuid.ts';
import { notFound, Problem } from '../../libs/platform/problem.ts';
import { validated } from '../../libs/platform/validation.ts';
import { grantingRole, type Permission, type TenantScope } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

// Made once: to make it for each command took 3 % of the process.
const uuid = z.uuid();
const byRoute = (types: readonly CommandType[]) => new Map(types.map((type) => [routeName(type.name), type]));
const ofTowns = byRoute(townCommands);
const ofCounties = byRoute(countyCommands);

/** Carries commands out, whoever's streams they write. */
@Injectable()
export class CommandDesk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(DoorbellRinger) private readonly doorbells: DoorbellRinger,
  ) {}

  /** 201 with the recorded events; 200 with the first result when the Idempotency-Key was carried out before. */
  async issue(
    { principal, id, headers, body: sent }: AuthenticatedRequest,
    reply: FastifyReply,
    { type, scope, tenantCode }: { type: CommandType; scope: TenantScope; tenantCode: string },
  ) {
    const command = routeName(type.name);
    const key = headers['idempotency-key'];
    const commandId = idempotencyKey(typeof key === 'string' ? key : undefined);
    const body = validated(type.schema, sent, { language: headers['accept-language'] });
    const { repeated, ...result } = await this.bus.execute<ReturnType<typeof commandMessage>, CommandResult>(
      commandMessage(type, {
        scope,
        body,
        commandId,
        requestHash: requestHash(command, sent),
        context: { today: businessDate(new Date()), newId: newUuid(), tenantCode },
        metadata: {
          actor: principal.subject,
          role: grantingRole(principal, `command:${command}`)!,
          source: 'http',
          correlationId: String(id),
        },
      }),
    );
    void this.doorbells.ring(scope.tenantId);
    void reply.status(repeated ? 200 : 201);
    return result;
  }
}

@Controller('api/v1/towns/:townCode/commands')
export class TownCommandsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(CommandDesk) private readonly desk: CommandDesk,
  ) {}

  @Post(':command')
  async issue(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('townCode') tenantCode: string,
    @Param('command') command: string,
  ) {
    const type = commandType(ofTowns, command);
    const scope = await this.access.town(request.principal, tenantCode, permissionFor(command));
    return this.desk.issue(request, reply, { type, scope, tenantCode });
  }
}

@Controller('api/v1/counties/:countyCode/commands')
export class CountyCommandsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(CommandDesk) private readonly desk: CommandDesk,
  ) {}

  @Post(':command')
  async issue(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('countyCode') tenantCode: string,
    @Param('command') command: string,
  ) {
    const type = commandType(ofCounties, command);
    const scope = this.access.countyStreams(request.principal, tenantCode, permissionFor(command));
    return this.desk.issue(request, reply, { type, scope, tenantCode });
  }
}

/** @throws {Problem} 404 for a command that there is not. */
function commandType(types: ReadonlyMap<string, CommandType>, command: string): CommandType {
  const type = types.get(command);
  if (!type) throw notFound({ zh: '这个命令', en: 'command' });
  return type;
}

// A command without a line in the matrix is nobody's.
const permissionFor = (command: string) => `command:${command}` as Permission;

/** The same request again has the same hash, whatever the order of its fields. */
function requestHash(command: string, body: unknown): string {
  return createHash('sha256')
    .update(canonicalJson([command, body as Json]))
    .digest('hex');
}

function idempotencyKey(key: string | undefined): string {
  const result = uuid.safeParse(key);
  if (result.success) return result.data.toLowerCase();
  throw new Problem(400, 'idempotency-key.missing', {
    zh: '请求头 Idempotency-Key 须为 UUID，每次登记换一个新的，重试时不变',
    en: 'The header Idempotency-Key must be a UUID: a new one for each command, the same for its retries',
  });
}
