import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { registerVillage } from './village.decider.ts';

@Module({ providers: commandHandlers(registerVillage) })
export class VillageModule {}
