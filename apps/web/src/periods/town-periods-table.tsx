import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { periodText } from './period-words.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { ListTable } from '../tables/list-table.tsx';
import { byText } from '../tables/sorting.ts';
import { actorText } from '../village/actor.ts';
import type { Closing } from './town-closings.ts';

interface TownPeriodsTableProps {
  closings: Closing[];
  /** Absent for those who may not open a period again. */
  onReopen?: (period: string) => void;
}

/** The periods that the town ever closed, and how each stands. */
export function TownPeriodsTable({ closings, onReopen }: TownPeriodsTableProps) {
  const { t } = useTranslation();
  const me = useSignedIn();
  const state = ({ change }: Closing) => t(`period.${change}`);
  const by = ({ event }: Closing) => actorText(event.metadata.actor, me);
  const reason = ({ event }: Closing) => (event.data as { reason: string }).reason;
  const reopen = ({ period, change }: Closing) =>
    change === 'closed' &&
    onReopen && (
      <Button
        size="small"
        aria-label={t('period.reopenOf', { period: periodText(period, t) })}
        onClick={() => onReopen(period)}
      >
        {t('period.reopen')}
      </Button>
    );
  const columns: TableColumnsType<Closing> = [
    {
      key: 'period',
      title: t('period.title'),
      width: 170,
      sorter: byText(({ period }) => period),
      render: (_, { period }) => periodText(period, t),
    },
    {
      key: 'state',
      title: t('period.state'),
      width: 130,
      render: (_, closing) => (
        <>
          {closing.change === 'closed' ? <LockOutlined aria-hidden /> : <UnlockOutlined aria-hidden />}{' '}
          {state(closing)}
        </>
      ),
    },
    { key: 'on', title: t('period.changedOn'), width: 120, render: (_, { event }) => event.occurredOn },
    { key: 'by', title: t('period.by'), width: 160, render: (_, closing) => by(closing) },
    { key: 'reason', title: t('period.reason'), render: (_, closing) => reason(closing) },
    ...(onReopen
      ? [
          {
            key: 'actions',
            title: t('column.actions'),
            width: 120,
            render: (_: unknown, closing: Closing) => reopen(closing),
          },
        ]
      : []),
  ];
  return (
    <ListTable
      sheet={{
        list: t('period.own'),
        columns: [
          { title: t('period.title'), kind: 'text', value: ({ period }) => period },
          { title: t('period.state'), kind: 'text', value: state },
          { title: t('period.changedOn'), kind: 'date', value: ({ event }) => event.occurredOn },
          { title: t('period.by'), kind: 'text', value: by },
          { title: t('period.reason'), kind: 'text', value: reason },
        ],
      }}
      rows={closings}
      rowKey={({ period }) => period}
      columns={columns}
      width={760}
      card={(closing) => (
        <>
          <div className="card-head">
            <span className="card-title">{periodText(closing.period, t)}</span>
            <span>{state(closing)}</span>
          </div>
          <p>{reason(closing)}</p>
          <ul className="dotted secondary">
            <li>{closing.event.occurredOn}</li>
            <li>{by(closing)}</li>
          </ul>
          <div className="card-actions">{reopen(closing)}</div>
        </>
      )}
    />
  );
}
