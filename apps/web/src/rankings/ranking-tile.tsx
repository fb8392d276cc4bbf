import { useTranslation } from 'react-i18next';
import type { RankedFigure, RankedTown, Ranking, RankingDecision } from '../api/rankings.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { useCounty, useMay, useSignedIn } from '../shell/signed-in.ts';
import { formatCount, formatPct } from '../format/numbers.ts';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { ListTable } from '../tables/list-table.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

interface RankingTileProps {
  ranking: Ranking;
  onDecided: (decision: RankingDecision) => void;
}

/** What each figure's rate divides. */
const rateCounts = {
  coverage: { count: 'column.covered', of: 'column.villages' },
  completion: { count: 'column.completed', of: 'column.planned' },
} as const satisfies Record<RankedFigure, object>;

/** One published ranking: how it is made, and every town's place with the counts behind its rate. */
export function RankingTile({ ranking, onDecided }: RankingTileProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const { town, level } = useSignedIn();
  const readsTowns = level === 'county' && may('view:county-overview');
  const method = language === 'en' ? ranking.methodEn : ranking.method;
  const heading = `ranking-${ranking.figure}`;
  return (
    <section className="tile tile-table" aria-labelledby={heading}>
      <div className="tile-head">
        <h2 id={heading}>{t(`column.${ranking.figure}`)}</h2>
        {may('command:withdraw-ranking') && <WithdrawButton figure={ranking.figure} onDecided={onDecided} />}
      </div>
      <p className="paragraph secondary">
        {t('rankings.published', { date: ranking.publishedOn })} {method}
      </p>
      <ListTable<RankedTown>
        rows={ranking.towns}
        rowKey={({ code }) => code}
        sheet={{
          list: `${t('area.rankings')}-${t(`column.${ranking.figure}`)}`,
          place: useCounty().name,
          columns: [
            { title: t('rankings.place'), kind: 'count', value: ({ place }) => place },
            { title: t('column.town'), kind: 'text', value: ({ name }) => name },
            { title: t(rateCounts[ranking.figure].count), kind: 'count', value: ({ count }) => count },
            { title: t(rateCounts[ranking.figure].of), kind: 'count', value: ({ of }) => of },
            { title: t(`column.${ranking.figure}`), kind: 'percent', value: ({ ratePct }) => ratePct },
          ],
          conditions: [[t('sheet.method'), method]],
        }}
        rowClassName={({ code }) => (code === town?.code ? 'own-town' : '')}
        columns={[
          {
            key: 'place',
            title: t('rankings.place'),
            width: 70,
            align: 'right',
            className: 'numeric',
            render: (_, { place }) => place ?? '—',
          },
          {
            key: 'town',
            title: t('column.town'),
            render: (_, { code, name }) =>
              readsTowns ? <DatedLink to={`/county/towns/${code}`}>{name}</DatedLink> : name,
          },
          {
            key: 'rate',
            title: t(`column.${ranking.figure}`),
            align: 'right',
            className: 'numeric',
            render: (_, { count, of, ratePct }) => (
              <CountWithRate part={formatCount(count)} whole={formatCount(of)} pct={formatPct(ratePct)} />
            ),
          },
        ]}
      />
    </section>
  );
}
