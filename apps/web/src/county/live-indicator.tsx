import { Tooltip } from 'antd';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveStateContext } from './live-state.ts';

/** Whether the page updates by itself right now, in a word and a dot. */
export function LiveIndicator() {
  const { t } = useTranslation();
  const state = useContext(LiveStateContext);
  return (
    <Tooltip title={state === 'reconnecting' ? t('live.hintLost') : t('live.hintConnected')}>
      <span
        className={`live live-${state}`}
        role="status"
        tabIndex={0}
        data-testid="live-state"
        data-state={state}
      >
        <span className="live-dot" aria-hidden />
        {t(`live.${state}`)}
      </span>
    </Tooltip>
  );
}
