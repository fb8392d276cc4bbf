import { Inject, Injectable, type Provider, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandType } from '../features/shared/command.ts';
import { CommandRunner, type CommandResult, type IssuedCommand } from './command-runner.ts';

/** What is sent over Nest's CommandBus: one class for each kind of command, since the bus routes by class. */
abstract class CommandMessage {
  constructor(readonly issued: IssuedCommand) {}
}

const messageClasses = new Map<string, new (issued: IssuedCommand) => CommandMessage>();

/**
 * One handler of the CommandBus for each decider.
 *
 * @throws when two features claim the same command.
 */
export function commandHandlers(...types: readonly unknown[]): Provider[] {
  return (types as readonly CommandType[]).map((type) => {
    if (messageClasses.has(type.name)) throw new Error(`two handlers for the command ${type.name}`);
    const Message = class extends CommandMessage {};
    Object.defineProperty(Message, 'name', { value: type.name });
    messageClasses.set(type.name, Message);
    return handlerClass(type, Message);
  });
}

/** The message that carries a command to its handler. */
export function commandMessage(type: CommandType, issued: IssuedCommand): CommandMessage {
  const Message = messageClasses.get(type.name);
  if (!Message) throw new Error(`no handler for the command ${type.name}`);
  return new Message(issued);
}

function handlerClass(type: CommandType, Message: Type<CommandMessage>): Type {
  @Injectable()
  class Handler implements ICommandHandler<CommandMessage, CommandResult> {
    constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

    execute({ issued }: CommandMessage): Promise<CommandResult> {
      return this.runner.run(type, issued);
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${type.name}Handler` });
  CommandHandler(Message)(Handler);
  return Handler;
}
