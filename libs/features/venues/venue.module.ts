import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { planVenue, completeVenue, cancelProject } from './venue.decider.ts';

@Module({ providers: commandHandlers(planVenue, completeVenue, cancelProject) })
export class VenueModule {}
