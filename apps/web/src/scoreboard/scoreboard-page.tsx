import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useScoreboard } from '../api/county-views.ts';
import type { Scoreboard } from '../api/report-types.ts';
import type { View } from '../api/types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { firstDay } from '../as-of/days.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { useParameter } from '../as-of/use-parameter.ts';
import { ViewAside } from '../county/view-aside.tsx';
import { businessDate } from '../format/dates.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { Page } from '../shell/page.tsx';
import { useCounty, useMay } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { ScoreboardTable } from './scoreboard-table.tsx';

/** The county's towns by the same figures: counts beside rates, places among towns of like size, and the method. */
export function ScoreboardPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const [from, chooseFrom] = useParameter('from');
  const scoreboard = useScoreboard(from);
  return (
    <Page title={t('scoreboard.title', { name: county.name })} aside={<ViewAside />}>
      <QueryContent query={scoreboard} skeleton={<TableSkeleton />}>
        {(view) => <ScoreboardContent view={view} onFrom={chooseFrom} />}
      </QueryContent>
    </Page>
  );
}

interface ScoreboardContentProps {
  view: View<Scoreboard>;
  onFrom: (day: string | undefined) => void;
}

function ScoreboardContent({ view: { data, asOf, positions }, onFrom }: ScoreboardContentProps) {
  const { t } = useTranslation();
  const may = useMay();
  const sentence = useSentence();
  const county = useCounty();
  if (data.towns.length === 0)
    return <EmptyState title={t('state.emptyCountyTitle')} detail={t('state.emptyCountyDetail')} />;
  return (
    <SheetContext value={{ place: county.name, basis: { asOf, positions } }}>
      <section className="tile tile-table" aria-labelledby="scoreboard-towns">
        <div className="tile-head">
          <h2 id="scoreboard-towns">{t('scoreboard.towns')}</h2>
          {may('view:rankings') && <DatedLink to="/rankings">{t('scoreboard.rankings')}</DatedLink>}
        </div>
        <FromPicker from={data.period.from} to={data.period.to} onFrom={onFrom} />
        <p className="paragraph secondary">{t('report.method', { method: sentence(data.method) })}</p>
        <ScoreboardTable scoreboard={data} />
        <RateMethods scoreboard={data} />
      </section>
    </SheetContext>
  );
}

interface FromPickerProps {
  from: string;
  to: string;
  onFrom: (day: string | undefined) => void;
}

function FromPicker({ from, to, onFrom }: FromPickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const last = useAsOf() ?? businessDate(new Date());
  return (
    <p className="paragraph">
      <label htmlFor={id}>{t('scoreboard.period')}</label>{' '}
      <DatePicker
        id={id}
        value={dayjs(from)}
        minDate={dayjs(firstDay)}
        maxDate={dayjs(last)}
        onChange={(day) => onFrom(day?.format('YYYY-MM-DD'))}
      />{' '}
      {t('scoreboard.until', { to })}
    </p>
  );
}

/** What each rate divides by what. */
function RateMethods({ scoreboard: { rates } }: { scoreboard: Scoreboard }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <>
      <h3 className="rate-methods-title">{t('scoreboard.rates')}</h3>
      <ul className="rate-methods secondary">
        {rates.map(({ name, title, numerator, denominator }) => (
          <li key={name}>
            {t('scoreboard.rateIsOf', {
              rate: sentence(title),
              numerator: sentence(numerator.title),
              denominator: sentence(denominator.title),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
