import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FigureName, TownFigures } from '../api/types.ts';
import { formatCount, formatPct, formatWan, pctValue } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin } from '../origins/origins-context.ts';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { byNumber } from '../tables/sorting.ts';
import { townColumn } from '../tables/town-column.tsx';
import { townSheetColumns } from './town-sheet-columns.ts';

/** All towns, sortable by every figure; each rate stands beside the counts it comes from. */
export function TownsTable({ towns }: { towns: TownFigures[] }) {
  const { t } = useTranslation();
  return (
    <section className="tile tile-table" aria-labelledby="towns-heading">
      <div className="tile-head">
        <h2 id="towns-heading">{t('tile.towns')}</h2>
      </div>
      <ListTable
        sheet={{ list: t('tile.towns'), columns: townSheetColumns(t) }}
        rows={towns}
        rowKey={(town) => town.code}
        columns={useTownColumns()}
        width={880}
        onRow={(town) => ({ 'data-testid': `town-row-${town.code}` }) as object}
      />
    </section>
  );
}

function useTownColumns(): TableColumnsType<TownFigures> {
  const { t } = useTranslation();
  const origin = useFigureOrigin();
  const opening = (name: FigureName, label: string, town: TownFigures, value: string) => (
    <OriginButton origin={origin(name, joinLabels(town.name, label), {}, town.code)} value={value} />
  );
  const figure = { align: 'right' as const, className: 'numeric' };
  return [
    townColumn(t, { townOf: (town) => town }),
    {
      ...figure,
      key: 'coverage',
      title: `${t('column.covered')} / ${t('column.villages')}`,
      sorter: byNumber((town) => pctValue(town.coveragePct)),
      render: (_, town) => (
        <CountWithRate
          part={opening('villages.covered', t('column.covered'), town, formatCount(town.covered))}
          whole={opening('villages.total', t('column.villages'), town, formatCount(town.villages))}
          pct={formatPct(town.coveragePct)}
        />
      ),
    },
    {
      ...figure,
      key: 'completion',
      title: `${t('column.completed')} / ${t('column.planned')}`,
      sorter: byNumber((town) => pctValue(town.completionPct)),
      render: (_, town) => (
        <CountWithRate
          part={opening('venues.completed', t('figure.completed'), town, formatCount(town.completed))}
          whole={opening('venues.planned', t('figure.planned'), town, formatCount(town.planned))}
          pct={formatPct(town.completionPct)}
        />
      ),
    },
    {
      ...figure,
      key: 'funds',
      title: t('common.withUnit', { title: t('column.funds'), unit: t('unit.wan') }),
      sorter: byNumber((town) => town.amountFen),
      render: (_, town) => opening('funds.amountFen', t('figure.funds'), town, formatWan(town.wan)),
    },
    {
      ...figure,
      key: 'trainings',
      title: t('common.withUnit', { title: t('column.trainings'), unit: t('unit.trainings') }),
      sorter: byNumber((town) => town.trainings),
      render: (_, town) =>
        opening('trainings.count', t('figure.trainings'), town, formatCount(town.trainings)),
    },
    {
      ...figure,
      key: 'people',
      title: t('figure.people'),
      sorter: byNumber((town) => town.people),
      render: (_, town) => opening('trainings.people', t('figure.people'), town, formatCount(town.people)),
    },
  ];
}
