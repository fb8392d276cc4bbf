import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../format/dates.ts';
import { formatCount } from '../format/numbers.ts';
import { useProblemText } from '../states/problem-text.ts';
import type { ChainState } from './use-verification.ts';

/** What the verification of a chain has found, in a sentence. */
export function ChainStateText({ state }: { state: ChainState }) {
  return (
    <div className="chain-state" role="status">
      <Sentence state={state} />
    </div>
  );
}

function Sentence({ state }: { state: ChainState }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  switch (state.state) {
    case 'unverified':
      return <span className="secondary">{t('verification.unverified')}</span>;
    case 'running':
      return <Running {...state} />;
    case 'sound':
      return (
        <span className="sound">
          <CheckCircleFilled aria-hidden />{' '}
          {state.head === 0
            ? t('verification.empty')
            : t('verification.sound', { position: formatCount(state.head), time: formatTime(state.at) })}
        </span>
      );
    case 'faulty':
      return (
        <span className="faulty">
          <ExclamationCircleFilled aria-hidden />{' '}
          {t(`verification.fault.${state.fault.kind}`, { position: formatCount(state.fault.position) })}{' '}
          {t('verification.faultThen')}
        </span>
      );
    case 'failed':
      return (
        <span className="warning">{t('verification.failed', { reason: textOf(state.error).title })}</span>
      );
    default:
      return state satisfies never;
  }
}

function Running({ verifiedTo, head }: { verifiedTo: number; head: number }) {
  const { t } = useTranslation();
  return (
    <span className="secondary">
      {t('verification.running')}
      {head > 0 && <Progress percent={Math.floor((verifiedTo / head) * 100)} size="small" />}
    </span>
  );
}
