import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TownProgress } from '../api/report-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, formatPct, none, pctValue } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { byNumber } from '../tables/sorting.ts';
import { townColumn } from '../tables/town-column.tsx';
import { useCompletedOrigin } from './completed-origin.ts';

/** Each town's year: due, done, expected, and what the county and the town itself aim at. */
export function TownsProgressTable({ year, towns }: { year: number; towns: TownProgress[] }) {
  const { t } = useTranslation();
  return (
    <section className="tile tile-table" aria-labelledby="towns-progress">
      <div className="tile-head">
        <h2 id="towns-progress">{t('progress.towns')}</h2>
      </div>
      <ListTable
        rows={towns}
        rowKey={({ code }) => code}
        columns={useColumns(year)}
        width={980}
        card={(town) => <TownCard town={town} year={year} />}
        sheet={{
          list: t('progress.towns'),
          conditions: [[t('progress.year'), String(year)]],
          columns: useSheetColumns(),
        }}
      />
    </section>
  );
}

function useColumns(year: number): TableColumnsType<TownProgress> {
  const { t } = useTranslation();
  const origin = useCompletedOrigin();
  const figure = { align: 'right' as const, className: 'numeric' };
  const count = (key: string, title: string, value: (town: TownProgress) => number | null) => ({
    ...figure,
    key,
    title,
    sorter: byNumber((town: TownProgress) => value(town) ?? undefined),
    render: (_: unknown, town: TownProgress) => {
      const shown = value(town);
      return shown === null ? none : formatCount(shown);
    },
  });
  return [
    townColumn(t, { townOf: (town) => town }),
    count('carriedOver', t('progress.carriedOver'), ({ carriedOver }) => carriedOver),
    count('due', t('progress.due'), ({ due }) => due),
    {
      ...figure,
      key: 'completed',
      title: `${t('progress.completed')} / ${t('progress.completionPct')}`,
      sorter: byNumber(({ completed }) => completed),
      render: (_, town) => (
        <CountWithRate
          part={
            <OriginButton
              origin={origin(joinLabels(town.name, t('progress.completed')), String(year), town.code)}
              value={formatCount(town.completed)}
            />
          }
          whole={formatCount(town.due + town.carriedOver)}
          pct={formatPct(town.completionPct)}
        />
      ),
    },
    count('forecast', t('progress.forecast'), ({ forecast }) => forecast),
    {
      ...count('countyTarget', t('progress.target'), ({ countyTarget }) => countyTarget),
      sorter: byNumber(({ targetPct }) => pctValue(targetPct)),
      title: `${t('progress.target')} / ${t('progress.targetPct')}`,
      render: (_, { completed, countyTarget, targetPct }) =>
        countyTarget === null ? (
          none
        ) : (
          <CountWithRate
            part={formatCount(completed)}
            whole={formatCount(countyTarget)}
            pct={formatPct(targetPct)}
          />
        ),
    },
    count('ownTarget', t('progress.ownTarget'), ({ ownTarget }) => ownTarget),
  ];
}

function TownCard({ town, year }: { town: TownProgress; year: number }) {
  const { t } = useTranslation();
  const origin = useCompletedOrigin();
  const { code, name, completed, due, carriedOver, completionPct, forecast, countyTarget, targetPct } = town;
  return (
    <>
      <div className="card-head">
        <DatedLink to={`/county/towns/${code}`} className="card-title">
          {name}
        </DatedLink>
        <CountWithRate
          part={
            <OriginButton
              origin={origin(joinLabels(name, t('progress.completed')), String(year), code)}
              value={formatCount(completed)}
            />
          }
          whole={formatCount(due + carriedOver)}
          pct={formatPct(completionPct)}
        />
      </div>
      <dl className="card-facts">
        <div>
          <dt>{t('progress.forecast')}</dt>
          <dd>{formatCount(forecast)}</dd>
        </div>
        <div>
          <dt>{t('progress.target')}</dt>
          <dd>{countyTarget === null ? none : `${formatCount(countyTarget)} · ${formatPct(targetPct)}`}</dd>
        </div>
      </dl>
    </>
  );
}

function useSheetColumns(): SheetColumn<TownProgress>[] {
  const { t } = useTranslation();
  return [
    { title: t('sheet.code'), kind: 'text', value: ({ code }) => code },
    { title: t('column.town'), kind: 'text', value: ({ name }) => name },
    { title: t('progress.carriedOver'), kind: 'count', value: ({ carriedOver }) => carriedOver },
    { title: t('progress.due'), kind: 'count', value: ({ due }) => due },
    { title: t('progress.completed'), kind: 'count', value: ({ completed }) => completed },
    { title: t('progress.completionPct'), kind: 'percent', value: ({ completionPct }) => completionPct },
    { title: t('progress.forecast'), kind: 'count', value: ({ forecast }) => forecast },
    { title: t('progress.target'), kind: 'count', value: ({ countyTarget }) => countyTarget },
    { title: t('progress.targetPct'), kind: 'percent', value: ({ targetPct }) => targetPct },
    { title: t('progress.ownTarget'), kind: 'count', value: ({ ownTarget }) => ownTarget },
  ];
}
