import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { closeCountyPeriod, closeTownPeriod, grantPeriodException } from './reporting.decider.ts';

@Module({ providers: commandHandlers(closeTownPeriod, closeCountyPeriod, grantPeriodException) })
export class ReportingModule {}
