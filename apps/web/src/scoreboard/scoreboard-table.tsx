import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ComparedRate, ComparedTown, Scoreboard } from '../api/report-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatPct, pctValue } from '../format/numbers.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { numberText, sheetKinds } from '../origins/quantities.ts';
import { useCountyFigureOrigin } from '../origins/report-origin.ts';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { townColumn } from '../tables/town-column.tsx';
import { countQuantity, smallestUnits, unitTitle } from './count-quantity.ts';

/** Towns by counts and rates; each count, and both counts of a rate, open to their events. */
export function ScoreboardTable({ scoreboard }: { scoreboard: Scoreboard }) {
  const { t } = useTranslation();
  const { from, to } = scoreboard.period;
  return (
    <ListTable
      rows={scoreboard.towns}
      rowKey={({ code }) => code}
      columns={useColumns(scoreboard)}
      width={190 + 120 * scoreboard.counts.length + sumOf(scoreboard.rates.map(rateWidth))}
      card={(town) => <TownCard scoreboard={scoreboard} town={town} />}
      sheet={{
        list: t('scoreboard.towns'),
        conditions: [[t('scoreboard.period'), t('scoreboard.periodOf', { from, to })]],
        columns: useSheetColumns(scoreboard),
      }}
    />
  );
}

function useColumns(scoreboard: Scoreboard): TableColumnsType<ComparedTown> {
  const { t } = useTranslation();
  const sentence = useSentence();
  return [
    townColumn(t, { townOf: (town) => town }),
    {
      key: 'group',
      title: t('scoreboard.group'),
      width: 80,
      sorter: byText(({ group }) => group),
      render: (_, { group }) => t(`report.group.${group}`),
    },
    ...useRateColumns(scoreboard),
    ...scoreboard.counts.map(({ name, title }) => ({
      key: name,
      title: unitTitle(sentence(title), countQuantity(name), t),
      align: 'right' as const,
      className: 'numeric wrapped-title',
      sorter: byNumber(({ counts }: ComparedTown) => Number(counts[name])),
      render: (_: unknown, town: ComparedTown) => (
        <OpeningCount
          scoreboard={scoreboard}
          town={town}
          figure={name}
          label={sentence(title)}
          value={numberText(countQuantity(name), smallestUnits(town.counts[name] ?? '', countQuantity(name)))}
        />
      ),
    })),
  ];
}

function useRateColumns(scoreboard: Scoreboard): TableColumnsType<ComparedTown> {
  const sentence = useSentence();
  return scoreboard.rates.map((rate) => ({
    key: rate.name,
    title: sentence(rate.title),
    width: rateWidth(rate),
    align: 'right' as const,
    className: 'numeric wrapped-title',
    sorter: byNumber(({ rates }: ComparedTown) => pctValue(rates[rate.name]!.ratePct)),
    render: (_: unknown, town: ComparedTown) => (
      <RateWithPlace scoreboard={scoreboard} town={town} rate={rate} />
    ),
  }));
}

interface RateWithPlaceProps {
  scoreboard: Scoreboard;
  town: ComparedTown;
  rate: ComparedRate;
}

/** A rate beside the counts that it comes from, and the place that it gives. */
function RateWithPlace({ scoreboard, town, rate }: RateWithPlaceProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { count, of, ratePct, place, among } = town.rates[rate.name]!;
  const part = ({ name, title }: ComparedRate['numerator'], value: number) => (
    <OpeningCount
      scoreboard={scoreboard}
      town={town}
      figure={name}
      label={sentence(title)}
      value={numberText(countQuantity(name), value)}
    />
  );
  return (
    <>
      <CountWithRate
        part={part(rate.numerator, count)}
        whole={part(rate.denominator, of)}
        pct={formatPct(ratePct)}
      />
      <span className="under-name">
        {place === null ? t('scoreboard.noPlace') : t('scoreboard.place', { place, among })}
      </span>
    </>
  );
}

function TownCard({ scoreboard, town }: { scoreboard: Scoreboard; town: ComparedTown }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <>
      <div className="card-head">
        <DatedLink to={`/county/towns/${town.code}`} className="card-title">
          {town.name}
        </DatedLink>
        <span className="secondary">{t(`report.group.${town.group}`)}</span>
      </div>
      <dl className="card-rates">
        {scoreboard.rates.map((rate) => (
          <div key={rate.name}>
            <dt>{sentence(rate.title)}</dt>
            <dd>
              <RateWithPlace scoreboard={scoreboard} town={town} rate={rate} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** In px: amounts are longer than counts. */
function rateWidth({ numerator }: Pick<ComparedRate, 'numerator'>): number {
  return countQuantity(numerator.name) === 'money' ? 270 : 160;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

interface OpeningCountProps {
  scoreboard: Scoreboard;
  town: ComparedTown;
  figure: string;
  label: string;
  value: string;
}

function OpeningCount({ scoreboard: { period }, town, figure, label, value }: OpeningCountProps) {
  const origin = useCountyFigureOrigin();
  return (
    <OriginButton
      origin={origin(joinLabels(town.name, label), {
        figure,
        quantity: countQuantity(figure),
        ...period,
        town: town.code,
      })}
      value={value}
    />
  );
}

function useSheetColumns({ counts, rates }: Scoreboard): SheetColumn<ComparedTown>[] {
  const { t } = useTranslation();
  const sentence = useSentence();
  return [
    { title: t('sheet.code'), kind: 'text', value: ({ code }) => code },
    { title: t('column.town'), kind: 'text', value: ({ name }) => name },
    { title: t('scoreboard.group'), kind: 'text', value: ({ group }) => t(`report.group.${group}`) },
    ...rates.flatMap(({ name, title, numerator, denominator }): SheetColumn<ComparedTown>[] => [
      {
        title: sentence(numerator.title),
        kind: sheetKinds[countQuantity(numerator.name)],
        value: (town) => town.rates[name]!.count,
      },
      {
        title: sentence(denominator.title),
        kind: sheetKinds[countQuantity(denominator.name)],
        value: (town) => town.rates[name]!.of,
      },
      { title: sentence(title), kind: 'percent', value: (town) => town.rates[name]!.ratePct },
      {
        title: t('scoreboard.placeOf', { rate: sentence(title) }),
        kind: 'count',
        value: (town) => town.rates[name]!.place,
      },
    ]),
    ...counts.map(({ name, title }): SheetColumn<ComparedTown> => {
      const quantity = countQuantity(name);
      return {
        title: sentence(title),
        kind: sheetKinds[quantity],
        value: (town) => smallestUnits(town.counts[name] ?? '', quantity),
      };
    }),
  ];
}
