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
  const wordsOf = useChainWords();
  switch (state.state) {
    case 'unverified':
      return <span className="secondary">{wordsOf(state)}</span>;
    case 'running':
      return <Running {...state} />;
    case 'sound':
      return (
        <span className="sound">
          <CheckCircleFilled aria-hidden /> {wordsOf(state)}
        </span>
      );
    case 'faulty':
      return (
        <span className="faulty">
          <ExclamationCircleFilled aria-hidden /> {wordsOf(state)}
        </span>
      );
    case 'failed':
      return <span className="warning">{wordsOf(state)}</span>;
    default:
      return state satisfies never;
  }
}

/** What the verification of a chain has found, in words. */
export function useChainWords(): (state: ChainState) => string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (state) => {
    switch (state.state) {
      case 'unverified':
      case 'running':
        return t(`verification.${state.state}`);
      case 'sound':
        return state.head === 0
          ? t('verification.empty')
          : t('verification.sound', { position: formatCount(state.head), time: formatTime(state.at) });
      case 'faulty': {
        const { kind, position } = state.fault;
        const what = t(`verification.fault.${kind}`, { position: formatCount(position) });
        return `${what} ${t('verification.faultThen')}`;
      }
      case 'failed':
        return t('verification.failed', { reason: textOf(state.error).title });
      default:
        return state satisfies never;
    }
  };
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
