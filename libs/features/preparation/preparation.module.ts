import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { adjustBudget, recordDecision } from './decision.decider.ts';
import { finaliseDesign, submitDesign } from './design.decider.ts';
import { assessNeeds } from './need.decider.ts';
import { holdVillagerDiscussion, reviewDesign } from './review.decider.ts';
import { selectSite, startProject } from './start.decider.ts';

@Module({
  providers: commandHandlers(
    assessNeeds,
    startProject,
    selectSite,
    submitDesign,
    reviewDesign,
    holdVillagerDiscussion,
    finaliseDesign,
    recordDecision,
    adjustBudget,
  ),
})
export class PreparationModule {}
