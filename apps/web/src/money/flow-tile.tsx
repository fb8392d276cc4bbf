import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FundFlow } from '../api/report-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatFenAsWan } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels, type ReportOrigin } from '../origins/origin.ts';
import { useOpenOrigin } from '../origins/origins-context.ts';
import { useCountyFigureOrigin } from '../origins/report-origin.ts';
import { Tile } from '../tiles/tile.tsx';
import { flowOption } from './flow-option.ts';
import { type FlowRow, flowRows } from './flow-rows.ts';
import { stepFigures } from './step-figures.ts';

/** The way of the money as a diagram and as its table; what came from a source opens to its events. */
export function FlowTile({ flow }: { flow: FundFlow }) {
  const { t } = useTranslation();
  const open = useOpenOrigin();
  const originOf = useFlowOrigin(flow);
  const option = useMemo(() => flowOption(flow, t), [flow, t]);
  const rows = useMemo(() => flowRows(flow, t), [flow, t]);
  // The diagram leaves out what fell below zero, and keeps the order of the rest.
  const drawn = rows.filter(({ amountFen }) => amountFen > 0);
  return (
    <div className="tiles">
      <Tile
        className="tile-wide tile-flow"
        wide
        title={t('money.flowOf', { step: t(`money.step.${flow.step}`) })}
        option={option}
        rows={rows}
        rowKey={({ key }) => key}
        note={drawn.length < rows.length ? t('money.notShown') : undefined}
        onPick={(_series, index) => {
          const origin = drawn[index] && originOf(drawn[index]);
          if (origin) open(origin);
        }}
        columns={[
          { key: 'from', title: t('money.from'), render: (row) => <FlowEnd row={row} end="from" /> },
          { key: 'into', title: t('money.into'), render: (row) => <FlowEnd row={row} end="into" /> },
          {
            key: 'amount',
            title: t('common.withUnit', { title: t('column.amount'), unit: t('unit.wan') }),
            numeric: true,
            render: (row) => {
              const origin = originOf(row);
              const value = formatFenAsWan(row.amountFen);
              return origin === undefined ? value : <OriginButton origin={origin} value={value} />;
            },
          },
        ]}
        sheetColumns={[
          { title: t('money.from'), kind: 'text', value: ({ from }) => from },
          { title: t('money.into'), kind: 'text', value: ({ into }) => into },
          { title: t('column.amount'), kind: 'money', value: ({ amountFen }) => amountFen },
        ]}
      />
    </div>
  );
}

/** Where money comes from or goes to; a town leads to its ledger, and a stage to the town's projects by their stages. */
function FlowEnd({ row, end }: { row: FlowRow; end: 'from' | 'into' }) {
  const isOfStage = row.source === undefined;
  if (!isOfStage && end === 'from') return row.from;
  const page = isOfStage && end === 'into' ? 'board' : 'ledger';
  return <DatedLink to={`/county/towns/${row.townCode}/${page}`}>{row[end]}</DatedLink>;
}

/** What the money of a source in a town is made of; nothing says so of a stage, nor of what came with villages. */
function useFlowOrigin({ step }: FundFlow): (row: FlowRow) => ReportOrigin | undefined {
  const origin = useCountyFigureOrigin();
  return ({ source: flow, from, into }) => {
    if (flow === undefined || flow.source === null) return undefined;
    const { tier, source, townCode: town } = flow;
    const figure = stepFigures[step].bySource;
    return origin(joinLabels(from, into), { figure, quantity: 'money', town, part: { tier, source } });
  };
}
