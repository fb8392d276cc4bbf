import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { changeOfficer } from './officer.decider.ts';

@Module({ providers: commandHandlers(changeOfficer) })
export class OfficerModule {}
