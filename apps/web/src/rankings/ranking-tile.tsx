import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RankedTown, Ranking, RankingDecision } from '../api/rankings.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useMay, useSignedIn } from '../shell/signed-in.ts';
import { formatCount, formatPct } from '../format/numbers.ts';
import { CountWithRate } from '../tables/count-with-rate.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

interface RankingTileProps {
  ranking: Ranking;
  onDecided: (decision: RankingDecision) => void;
}

/** One published ranking: how it is made, and every town's place with the counts behind its rate. */
export function RankingTile({ ranking, onDecided }: RankingTileProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const { town } = useSignedIn();
  const heading = `ranking-${ranking.figure}`;
  return (
    <section className="tile tile-table" aria-labelledby={heading}>
      <div className="tile-head">
        <h2 id={heading}>{t(`column.${ranking.figure}`)}</h2>
        {may('command:withdraw-ranking') && <WithdrawButton figure={ranking.figure} onDecided={onDecided} />}
      </div>
      <p className="paragraph secondary">
        {t('rankings.published', { date: ranking.publishedOn })}{' '}
        {language === 'en' ? ranking.methodEn : ranking.method}
      </p>
      <Table<RankedTown>
        size="middle"
        rowKey="code"
        dataSource={ranking.towns}
        pagination={false}
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
          { key: 'town', title: t('column.town'), render: (_, { name }) => name },
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
