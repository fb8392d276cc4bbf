import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { adoptProgramme, recordCommitteeDecision, setAnnualTarget } from './programme.decider.ts';

@Module({ providers: commandHandlers(adoptProgramme, setAnnualTarget, recordCommitteeDecision) })
export class ProgrammeModule {}
