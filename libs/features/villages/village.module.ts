import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { mergeVillage } from './village-merger.decider.ts';
import { registerVillage, updateVillageProfile } from './village.decider.ts';

@Module({ providers: commandHandlers(registerVillage, updateVillageProfile, mergeVillage) })
export class VillageModule {}
