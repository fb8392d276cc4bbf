import { z } from 'zod';
import type { StreamRef } from '../../event-store/index.ts';
import type { CommandType } from '../../features/shared/command.ts';
import { defineEvent, happened } from '../../features/shared/event.ts';
import { Refusal } from '../../features/shared/refusal.ts';
import type { IssuedCommand } from '../../platform/command-runner.ts';
import type { TenantScope } from '../../tenancy/index.ts';
import { anIssuedCommand } from './issued-command.builder.ts';

const changed = defineEvent('purse', 'PurseChanged', 1, z.strictObject({ fen: z.int() }));
const schema = z.object({
  changes: z.array(z.object({ purse: z.uuid(), fen: z.int() })),
});

/** What is put into purses, and with a minus taken out of them. */
export type PurseChanges = z.infer<typeof schema>['changes'];

/** Changes purses, each a stream; refuses to take more out of one than is in it. A change by nothing is no event. */
export const changePurses: CommandType<
  'ChangePurses',
  typeof schema,
  Readonly<Record<string, number>>,
  typeof changed
> = {
  name: 'ChangePurses',
  summary: '',
  schema,
  emits: [changed],
  streams: ({ changes }) => [...new Set(changes.map(({ purse }) => purse))].map(purseStream),
  initial: {},
  evolve: (purses, { stream, data }) => ({
    ...purses,
    [stream.id]: (purses[stream.id] ?? 0) + Number(data['fen']),
  }),
  decide: (purses, { changes }) => {
    const left = { ...purses };
    for (const { purse, fen } of changes) {
      left[purse] = (left[purse] ?? 0) + fen;
      if (left[purse] < 0)
        throw new Refusal(
          'purse.empty',
          { zh: '余额不足', en: 'there is not as much in the purse' },
          { zh: '请先存入', en: 'put something in first' },
          '/changes',
        );
    }
    return changes
      .filter(({ fen }) => fen !== 0)
      .map(({ purse, fen }) => happened(changed, purseStream(purse), '2022-03-15', { fen }));
  },
};

export function purseStream(id: string): StreamRef & { readonly type: 'purse' } {
  return { type: 'purse', id };
}

/** A command to change purses, as it was issued. */
export function aChange(
  scope: TenantScope,
  changes: PurseChanges,
  differences: Partial<IssuedCommand> = {},
): IssuedCommand {
  return { ...anIssuedCommand(scope, { changes }), ...differences };
}
