import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { correctFact } from './correction.decider.ts';

@Module({ providers: commandHandlers(correctFact) })
export class CorrectionModule {}
