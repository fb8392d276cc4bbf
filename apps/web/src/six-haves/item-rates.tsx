import { useTranslation } from 'react-i18next';
import type { CountedRate, SixHaves } from '../api/report-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, formatPct } from '../format/numbers.ts';
import { joinLabels } from '../origins/origin.ts';
import { type FigureColumn, FigureTable } from '../tables/figure-table.tsx';
import { ListBar } from '../tables/list-bar.tsx';
import type { SheetColumn } from '../tables/sheet.ts';

/** A town, or the county in the last row, by items. */
interface RateRow {
  /** Of the county none. */
  code: string | undefined;
  name: string;
  items: Record<string, CountedRate>;
  all: CountedRate;
}

/** The venues that a rate is of: those of a town, of the county without one. */
export interface VenuesOfRate {
  town: string | undefined;
  /** The key of the item; of the rate of all items none. */
  item: string | undefined;
}

interface ItemRatesProps {
  sixHaves: SixHaves;
  onOpen: (venues: VenuesOfRate) => void;
}

/** Towns by items: how many venues have each, of how many. A cell opens to its venues. */
export function ItemRates({ sixHaves, onOpen }: ItemRatesProps) {
  const { t } = useTranslation();
  const { items, all, towns, standardVersion } = sixHaves;
  const county = Object.fromEntries(items.map((item) => [item.key, item]));
  const rows: RateRow[] = [...towns, { code: undefined, name: t('common.total'), items: county, all }];
  const title = t('sixHaves.rates');
  return (
    <section className="tile tile-table" aria-labelledby="six-haves-rates">
      <div className="tile-head">
        <h2 id="six-haves-rates">{title}</h2>
        <span className="secondary">
          {standardVersion === 0
            ? t('report.standardDefault')
            : t('report.standard', { version: standardVersion })}
        </span>
      </div>
      <ListBar
        count={rows.length}
        rows={() => rows}
        sheet={{ list: title, columns: useSheetColumns(sixHaves) }}
      />
      <div className="table-frame" tabIndex={0} role="region" aria-labelledby="six-haves-rates">
        <FigureTable
          caption={title}
          rows={rows}
          rowKey={({ code }) => code ?? 'county'}
          columns={useColumns(sixHaves, onOpen)}
        />
      </div>
    </section>
  );
}

function useColumns({ items }: SixHaves, onOpen: ItemRatesProps['onOpen']): FigureColumn<RateRow>[] {
  const { t } = useTranslation();
  const column = (item: string | undefined, title: string, rateOf: (row: RateRow) => CountedRate) => ({
    key: item ?? 'all',
    title,
    numeric: true,
    render: (row: RateRow) => (
      <RateButton
        rate={rateOf(row)}
        label={joinLabels(row.name, title)}
        onOpen={() => onOpen({ town: row.code, item })}
      />
    ),
  });
  return [
    {
      key: 'town',
      title: t('column.town'),
      render: ({ code, name }) =>
        code === undefined ? name : <DatedLink to={`/county/towns/${code}`}>{name}</DatedLink>,
    },
    ...items.map(({ key, name }) => column(key, name, (row) => row.items[key]!)),
    column(undefined, t('sixHaves.all'), ({ all }) => all),
  ];
}

interface RateButtonProps {
  rate: CountedRate;
  label: string;
  onOpen: () => void;
}

function RateButton({ rate: { met, of, ratePct }, label, onOpen }: RateButtonProps) {
  const { t } = useTranslation();
  const counts = `${formatCount(met)} / ${formatCount(of)}`;
  return (
    <>
      <button
        type="button"
        className="figure-open"
        aria-label={t('sixHaves.open', { counts, label })}
        onClick={onOpen}
      >
        {counts}
      </button>
      <span className="under-name">{formatPct(ratePct)}</span>
    </>
  );
}

function useSheetColumns({ items }: SixHaves): SheetColumn<RateRow>[] {
  const { t } = useTranslation();
  const rate = (title: string, rateOf: (row: RateRow) => CountedRate): SheetColumn<RateRow>[] => [
    { title, kind: 'count', value: (row) => rateOf(row).met },
    {
      title: t('sixHaves.rateOfItem', { item: title }),
      kind: 'percent',
      value: (row) => rateOf(row).ratePct,
    },
  ];
  return [
    { title: t('column.town'), kind: 'text', value: ({ name }) => name },
    { title: t('sixHaves.of'), kind: 'count', value: ({ all }) => all.of },
    ...items.flatMap(({ key, name }) => rate(name, (row) => row.items[key]!)),
    ...rate(t('sixHaves.all'), ({ all }) => all),
  ];
}
