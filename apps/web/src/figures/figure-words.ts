import type { TFunction } from 'i18next';
import type { ReportPart, ReportUnit, ShownFigure, StandardItem } from '../api/report-types.ts';
import type { BoardStage } from '../api/board-types.ts';
import type { BuildType, FundKind, Grade, Tier } from '../api/types.ts';
import { formatCount, formatWan } from '../format/numbers.ts';

/** The groups of a report, in its order, by the first word of a figure's name. */
export const figureGroups = {
  coverage: ['villages', 'coverage'],
  standing: ['sixHaves', 'designations'],
  projects: ['projects'],
  venues: ['venues', 'area', 'cost'],
  settled: ['settled', 'environment'],
  funds: ['funds'],
} as const;
export type FigureGroup = keyof typeof figureGroups;

export function groupOf({ name }: Pick<ShownFigure, 'name'>): FigureGroup {
  const word = name.slice(0, name.indexOf('.'));
  const groups = Object.keys(figureGroups) as FigureGroup[];
  return groups.find((group) => (figureGroups[group] as readonly string[]).includes(word)) ?? 'settled';
}

/** What the server shows, with thousands separators. */
export function shownText(displayed: string, unit: ReportUnit): string {
  if (unit === 'percent' || displayed === '—') return displayed;
  return unit === 'count' || unit === 'm' ? formatCount(Number(displayed)) : formatWan(displayed);
}

/** A whole number of the smallest unit with its unit: "6,450,000 分". */
export function exactText(exact: string, unit: ReportUnit | null | undefined, t: TFunction): string {
  const number = formatCount(Number(exact));
  return unit === 'fen' || unit === 'dm2' ? `${number} ${t(`figures.unitOf.${unit}`)}` : number;
}

/** What tells a part apart, in words: "上级 · 省级财政 · 资金". */
export function partText(part: ReportPart, items: readonly StandardItem[], t: TFunction): string {
  const { tier, source, kind, of, buildType, grade, stage, work, item, level, year } = part;
  const words = [
    tier && t(`tier.${tier as Tier}`),
    source,
    kind && t(`kind.${kind as FundKind}`),
    of && t(`figures.reversedOf.${of as 'allocation' | 'receipt' | 'payment'}`),
    buildType && t(`buildType.${buildType as BuildType}`),
    grade && t(`grade.${grade as Grade}`),
    stage && t(`board.stage.${stage as BoardStage}`),
    work && t(`choice.environment.${work as 'hardening' | 'greening' | 'lighting' | 'beautifying'}`),
    item && (items.find(({ key }) => key === item)?.name ?? item),
    level && t(`choice.honourLevel.${level as 'town' | 'county' | 'prefecture' | 'province'}`),
    year && t('figures.ofYear', { year }),
  ].filter(Boolean);
  return words.length === 0 ? t('figures.unknownPart') : words.join(' · ');
}
