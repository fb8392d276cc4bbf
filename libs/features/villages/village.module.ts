import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { registerVillage, updateVillageProfile } from './village.decider.ts';

@Module({ providers: commandHandlers(registerVillage, updateVillageProfile) })
export class VillageModule {}
