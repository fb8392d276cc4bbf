import type { TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SourceMoney } from '../api/board-types.ts';
import { type Tier, tiers } from '../api/types.ts';
import { formatFenAsWan, none } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import { ListTable } from '../tables/list-table.tsx';
import { MoneyBar } from '../tables/money-bar.tsx';
import type { Sheet, SheetColumn } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';

interface SourcesTableProps {
  sources: SourceMoney[];
  /** Whether nothing was narrowed: only then do the town's own figures say the same. */
  wholeLedger: boolean;
  sheet: Pick<Sheet<SourceMoney>, 'basis' | 'conditions'>;
}

const steps = ['allocatedFen', 'receivedFen', 'disbursedFen'] as const;

/** Each source of money: how much it gave, has paid in, and how much of that is spent. */
export function SourcesTable({ sources, wholeLedger, sheet }: SourcesTableProps) {
  const { t } = useTranslation();
  return (
    <section className="tile tile-table" aria-labelledby="sources-heading">
      <div className="tile-head">
        <h2 id="sources-heading">
          {t('common.withUnit', { title: t('ledger.sources'), unit: t('unit.wan') })}
        </h2>
      </div>
      <ListTable
        sheet={{ ...sheet, list: t('ledger.sources'), columns: sourceSheetColumns(t) }}
        rows={sources}
        rowKey={({ tier, source, kind }) => `${tier} ${source ?? ''} ${kind ?? ''}`}
        columns={useSourceColumns(sources, wholeLedger)}
        width={720}
        card={(row) => (
          <>
            <span className="card-title">{sourceName(row, t)}</span>
            <dl className="card-facts">
              {steps.map((step) => (
                <div key={step}>
                  <dt>{t(`project.moneyStep.${step}`)}</dt>
                  <dd>{formatFenAsWan(row[step])}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      />
    </section>
  );
}

function useSourceColumns(sources: SourceMoney[], wholeLedger: boolean): TableColumnsType<SourceMoney> {
  const { t } = useTranslation();
  const origin = useFigureOrigin();
  const longest = Math.max(...sources.map(({ allocatedFen }) => allocatedFen));
  const amount = (row: SourceMoney, step: (typeof steps)[number]) => {
    const { tier, source, kind } = row;
    const value = formatFenAsWan(row[step]);
    if (step !== 'allocatedFen' || source === null || kind === null || !wholeLedger) return value;
    const label = joinLabels(t('figure.funds'), sourceName(row, t));
    return (
      <OriginButton
        origin={origin('funds.bySource.amountFen', label, { tier, source, kind })}
        value={value}
      />
    );
  };
  return [
    {
      key: 'tier',
      title: t('column.tier'),
      width: 90,
      sorter: byNumber(({ tier }) => tiers.indexOf(tier)),
      render: (_, { tier }) => t(`tier.${tier}`),
    },
    {
      key: 'source',
      title: t('column.source'),
      sorter: byText(({ source }) => source),
      render: (_, { source }) => source ?? t('ledger.carried'),
    },
    {
      key: 'kind',
      title: t('column.kind'),
      width: 100,
      render: (_, { kind }) => (kind === null ? none : t(`kind.${kind}`)),
    },
    ...steps.map((step) => ({
      key: step,
      title: t(`project.moneyStep.${step}`),
      align: 'right' as const,
      className: 'numeric',
      width: 150,
      sorter: byNumber((row: SourceMoney) => row[step]),
      render: (_: unknown, row: SourceMoney) => (
        <>
          {amount(row, step)}
          <MoneyBar fen={row[step]} longest={longest} colour={palette[row.tier]} />
        </>
      ),
    })),
  ];
}

function sourceName(
  { tier, source, kind }: { tier: Tier; source: string | null; kind: SourceMoney['kind'] },
  t: TFunction,
) {
  const words = [t(`tier.${tier}`), source ?? t('ledger.carried'), kind === null ? '' : t(`kind.${kind}`)];
  return joinLabels(...words.filter(Boolean));
}

function sourceSheetColumns(t: TFunction): SheetColumn<SourceMoney>[] {
  return [
    { title: t('column.tier'), kind: 'text', value: ({ tier }) => t(`tier.${tier}`) },
    { title: t('column.source'), kind: 'text', value: ({ source }) => source ?? t('ledger.carried') },
    {
      title: t('column.kind'),
      kind: 'text',
      value: ({ kind }) => (kind === null ? null : t(`kind.${kind}`)),
    },
    ...steps.map((step): SheetColumn<SourceMoney> => ({
      title: t(`project.moneyStep.${step}`),
      kind: 'money',
      value: (row) => row[step],
    })),
  ];
}
