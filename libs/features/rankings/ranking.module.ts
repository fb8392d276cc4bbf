import { Module } from '@nestjs/common';
import { commandHandlers } from '../../platform/command-handlers.ts';
import { publishRanking, withdrawRanking } from './ranking.decider.ts';

@Module({ providers: commandHandlers(publishRanking, withdrawRanking) })
export class RankingModule {}
