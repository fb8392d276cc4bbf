import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { allocateFunds } from './funds.decider.ts';

@Module({ providers: commandHandlers(allocateFunds) })
export class FundsModule {}
