import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rankedFigures, type RankingDecision, useRankings } from '../api/rankings.ts';
import { Page } from '../shell/page.tsx';
import { useCounty, useMay } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { PublishButton } from './publish-button.tsx';
import { RankingTile } from './ranking-tile.tsx';

/** How the county's towns stand by the figures that the county publishes; its reviewers decide which. */
export function RankingsPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const may = useMay();
  const [decided, setDecided] = useState<RankingDecision>();
  const rankings = useRankings(county.code, decided);
  const mayPublish = may('command:publish-ranking');
  return (
    <Page title={t('rankings.title', { name: county.name })}>
      <QueryContent query={rankings} skeleton={<TableSkeleton />}>
        {(data) => {
          const open = rankedFigures.filter((figure) => !data.some((ranking) => ranking.figure === figure));
          return (
            <>
              {data.length === 0 && !mayPublish && (
                <EmptyState title={t('rankings.none')} detail={t('rankings.noneDetail')} />
              )}
              {data.map((ranking) => (
                <RankingTile key={ranking.figure} ranking={ranking} onDecided={setDecided} />
              ))}
              {mayPublish &&
                open.map((figure) => <PublishButton key={figure} figure={figure} onDecided={setDecided} />)}
            </>
          );
        }}
      </QueryContent>
    </Page>
  );
}
