import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { assessSixHaves, assessVenueCondition, assignResponsibility } from './assessment.decider.ts';
import { commissionVenue, retireVenue } from './commissioning.decider.ts';
import { designateVenue } from './designation.decider.ts';
import { correctRegistration } from './registration-correction.decider.ts';
import { registerVenue } from './registration.decider.ts';

@Module({
  providers: commandHandlers(
    registerVenue,
    correctRegistration,
    assessVenueCondition,
    assessSixHaves,
    assignResponsibility,
    commissionVenue,
    designateVenue,
    retireVenue,
  ),
})
export class CommissioningModule {}
