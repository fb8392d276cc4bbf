import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { inspectAcceptance, rectifyDefect } from './acceptance.decider.ts';
import { completeVenue } from './completion.decider.ts';
import { startConstruction, varyContract } from './contract.decider.ts';
import { completeEnvironmentWork, reportProgress } from './progress.decider.ts';
import { settleProject } from './settlement.decider.ts';

@Module({
  providers: commandHandlers(
    startConstruction,
    reportProgress,
    varyContract,
    inspectAcceptance,
    rectifyDefect,
    completeVenue,
    completeEnvironmentWork,
    settleProject,
  ),
})
export class ConstructionModule {}
