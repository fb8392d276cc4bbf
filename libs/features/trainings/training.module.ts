import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { holdTraining } from './training.decider.ts';

@Module({ providers: commandHandlers(holdTraining) })
export class TrainingModule {}
