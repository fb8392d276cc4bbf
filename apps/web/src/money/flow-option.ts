import type { TFunction } from 'i18next';
import { boardStages } from '../api/board-types.ts';
import type { FundFlow } from '../api/report-types.ts';
import { tiers } from '../api/types.ts';
import { type ChartOption, chartText } from '../charts/chart-option.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { palette } from '../shell/theme.ts';
import { sourceName } from './flow-rows.ts';

interface FlowNode {
  id: string;
  name: string;
  itemStyle: { color: string };
}

/** Sources, towns and stages from left to right, each column in its own order; what flows is as thick as its money. */
export function flowOption(flow: FundFlow, t: TFunction): ChartOption {
  const nodes = nodesOf(flow, t);
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? id;
  return {
    textStyle: chartText,
    animation: false,
    // Drawn, not written as HTML: sources are named by anybody.
    tooltip: { renderMode: 'richText', confine: true, textStyle: { color: palette.text } },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 84,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 8,
        // No rearranging: the order of the nodes is the order of the columns.
        layoutIterations: 0,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        label: {
          color: palette.text,
          fontSize: 12,
          formatter: ({ data }) => (data as FlowNode).name,
        },
        lineStyle: { color: 'source', opacity: 0.3 },
        data: nodes,
        links: flow.links.map(({ source, target, amountFen }) => ({ source, target, value: amountFen })),
        tooltip: {
          formatter: (hovered) => {
            const { dataType, data, value } = hovered as unknown as HoveredPart;
            const wan = formatFenAsWan(Number(value));
            if (dataType === 'node') return `${data.name} ${wan} ${t('unit.wan')}`;
            return t('money.link', { from: nameOf(data.source), into: nameOf(data.target), wan });
          },
        },
      },
    ],
  };
}

/** What the chart says of the part under the pointer. */
interface HoveredPart {
  dataType: 'node' | 'edge';
  data: { name: string; source: string; target: string };
  value: unknown;
}

function nodesOf({ nodes, sources, stages }: FundFlow, t: TFunction): FlowNode[] {
  const known = new Set(nodes.map(({ id }) => id));
  const towns = new Map([...sources, ...stages].map(({ townCode, townName }) => [townCode, townName]));
  const all = [
    ...tiers.flatMap((tier) =>
      sources
        .filter((one) => one.tier === tier)
        .map((one) => node(`source:${tier}:${one.source ?? ''}`, sourceName(one, t), palette[tier])),
    ),
    ...[...towns].toSorted().map(([code, name]) => node(`town:${code}`, name, palette.secondary)),
    ...boardStages.map((stage) => node(`stage:${stage}`, t(`board.stage.${stage}`), palette.completed)),
  ];
  return [...new Map(all.filter(({ id }) => known.has(id)).map((one) => [one.id, one])).values()];
}

function node(id: string, name: string, color: string): FlowNode {
  return { id, name, itemStyle: { color } };
}
