import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TownCoverage } from '../api/report-types.ts';
import { formatCount, formatPct, pctValue } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useCountyFigureOrigin } from '../origins/report-origin.ts';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { byNumber } from '../tables/sorting.ts';
import { townColumn } from '../tables/town-column.tsx';
import { coverageLevels, levelNames } from './coverage-levels.ts';

/** Towns by all three definitions; each count opens to its events. */
export function TownsCoverageTable({ towns }: { towns: TownCoverage[] }) {
  const { t } = useTranslation();
  return (
    <ListTable
      rows={towns}
      rowKey={({ code }) => code}
      columns={useColumns()}
      width={900}
      sheet={{
        list: t('coverage.gridTitle'),
        columns: [
          { title: t('sheet.code'), kind: 'text', value: ({ code }) => code },
          { title: t('column.town'), kind: 'text', value: ({ name }) => name },
          { title: t('column.villages'), kind: 'count', value: ({ villages }) => villages },
          ...levelNames.flatMap((level) => [
            {
              title: t(`coverage.level.${level}`),
              kind: 'count' as const,
              value: (town: TownCoverage) => town[coverageLevels[level].count],
            },
            {
              title: t('coverage.rateOf', { level: t(`coverage.level.${level}`) }),
              kind: 'percent' as const,
              value: (town: TownCoverage) => town[coverageLevels[level].pct],
            },
          ]),
          { title: t('coverage.sharedVillages'), kind: 'count', value: ({ shared }) => shared },
        ],
      }}
    />
  );
}

function useColumns(): TableColumnsType<TownCoverage> {
  const { t } = useTranslation();
  const origin = useCountyFigureOrigin();
  const opening = (town: TownCoverage, label: string, figure: string, count: number) => (
    <OriginButton
      origin={origin(joinLabels(town.name, label), { figure, quantity: 'villages', town: town.code })}
      value={formatCount(count)}
    />
  );
  const figure = { align: 'right' as const, className: 'numeric' };
  return [
    townColumn(t, { townOf: (town) => town }),
    ...levelNames.map((level) => ({
      ...figure,
      key: level,
      title: t(`coverage.level.${level}`),
      sorter: byNumber((town: TownCoverage) => pctValue(town[coverageLevels[level].pct])),
      render: (_: unknown, town: TownCoverage) => (
        <CountWithRate
          part={opening(
            town,
            t(`coverage.level.${level}`),
            coverageLevels[level].figure,
            town[coverageLevels[level].count],
          )}
          whole={opening(town, t('column.villages'), 'villages.total', town.villages)}
          pct={formatPct(town[coverageLevels[level].pct])}
        />
      ),
    })),
    {
      ...figure,
      key: 'shared',
      title: t('coverage.sharedVillages'),
      sorter: byNumber(({ shared }) => shared),
      render: (_, town) => opening(town, t('coverage.sharedVillages'), 'coverage.shared', town.shared),
    },
  ];
}
