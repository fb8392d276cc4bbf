import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { type RankedFigure, type RankingDecision, useDecideRanking } from '../api/rankings.ts';
import { businessDate } from '../format/dates.ts';
import { useCounty } from '../shell/signed-in.ts';
import { useProblemText } from '../states/problem-text.ts';

interface PublishButtonProps {
  figure: RankedFigure;
  onDecided: (decision: RankingDecision) => void;
}

/** A ranking that the towns do not see, to be shown to all of them. */
export function PublishButton({ figure, onDecided }: PublishButtonProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const decide = useDecideRanking(useCounty().code);
  const name = t(`column.${figure}`);
  const publish = () => {
    const decision = {
      command: 'publish-ranking',
      body: { occurredOn: businessDate(new Date()), figure },
    } as const;
    decide.mutate(decision, {
      onSuccess: () => onDecided(decision),
      onError: (problem) => void message.error(textOf(problem).detail ?? textOf(problem).title),
    });
  };
  return (
    <section className="tile" aria-label={name}>
      <div className="tile-head">
        <h2>{name}</h2>
        <Popconfirm
          title={t('rankings.publishSure', { name })}
          description={t('rankings.publishMeans')}
          okText={t('rankings.publish')}
          cancelText={t('common.cancel')}
          onConfirm={publish}
        >
          <Button loading={decide.isPending} aria-label={`${t('rankings.publish')} ${name}`}>
            {t('rankings.publish')}
          </Button>
        </Popconfirm>
      </div>
      <p className="secondary">{t('rankings.unpublished')}</p>
    </section>
  );
}
