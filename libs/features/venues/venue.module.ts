import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { cancelProject, resumeProject, suspendProject } from './status.decider.ts';
import { planVenue } from './venue.decider.ts';

@Module({ providers: commandHandlers(planVenue, suspendProject, resumeProject, cancelProject) })
export class VenueModule {}
