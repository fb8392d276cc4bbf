import type { TFunction } from 'i18next';
import type { FundFlow, SourceFlow } from '../api/report-types.ts';

/** One line of the table behind the diagram: money on its way from one node to the next. */
export interface FlowRow {
  key: string;
  from: string;
  into: string;
  townCode: string;
  amountFen: number;
  /** Of the first half of the way; of the second, from a town to a stage, none. */
  source?: SourceFlow;
}

/** Both halves of the way, source to town and town to stage, as rows; each half adds up to the whole. */
export function flowRows({ sources, stages }: FundFlow, t: TFunction): FlowRow[] {
  return [
    ...sources.map((source) => ({
      key: `${source.tier} ${source.source ?? ''} ${source.townCode}`,
      from: sourceName(source, t),
      into: source.townName,
      townCode: source.townCode,
      amountFen: source.amountFen,
      source,
    })),
    ...stages.map(({ townCode, townName, stage, amountFen }) => ({
      key: `${townCode} ${stage}`,
      from: townName,
      into: t(`board.stage.${stage}`),
      townCode,
      amountFen,
    })),
  ];
}

/** A source with its tier: the same name may stand for money of two. */
export function sourceName({ tier, source }: Pick<SourceFlow, 'tier' | 'source'>, t: TFunction): string {
  return t('money.sourceOfTier', { name: source ?? t('money.carried'), tier: t(`tier.${tier}`) });
}
