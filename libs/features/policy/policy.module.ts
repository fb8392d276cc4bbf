import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { grantWaiver, openCampaign, publishStandard, setTownTarget } from './policy.decider.ts';

@Module({ providers: commandHandlers(publishStandard, openCampaign, setTownTarget, grantWaiver) })
export class PolicyModule {}
