import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { allocateFunds } from './funds.decider.ts';
import { disburseFunds, receiveFunds } from './movement.decider.ts';
import { reverseFunds } from './reversal.decider.ts';

@Module({ providers: commandHandlers(allocateFunds, receiveFunds, disburseFunds, reverseFunds) })
export class FundsModule {}
