import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { FundLedger } from '../api/board-types.ts';
import { formatFenAsWan } from '../format/numbers.ts';

/** How much lies idle, and how much of it for longer than the county allows. */
export function IdleMoney({ idle: { amountFen, tooLongFen, projectsTooLong } }: Pick<FundLedger, 'idle'>) {
  const { t } = useTranslation();
  const tooLong = tooLongFen > 0;
  return (
    <section className="tile" aria-labelledby="idle-heading">
      <div className="tile-head">
        <h2 id="idle-heading">{t('ledger.idle')}</h2>
      </div>
      <p className={tooLong ? 'warning' : 'secondary'}>
        {tooLong ? <WarningOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />}{' '}
        {amountFen === 0 ? t('ledger.noIdle') : t('ledger.idleWords', { wan: formatFenAsWan(amountFen) })}
        {amountFen > 0 &&
          (tooLong
            ? t('ledger.idleTooLong', { wan: formatFenAsWan(tooLongFen), count: projectsTooLong })
            : t('ledger.idleInTime'))}
      </p>
    </section>
  );
}
