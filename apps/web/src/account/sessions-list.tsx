import type { TFunction } from 'i18next';
import { Button, Popconfirm, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEndAllSessions, useEndSession, useMySessions } from '../api/account.ts';
import type { AccountSession } from '../api/account-types.ts';
import { formatMoment } from '../format/dates.ts';
import { leave } from '../session/renewal.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { useSayProblem } from '../states/use-say-problem.ts';
import { ListBar } from '../tables/list-bar.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { deviceName } from './user-agent.ts';

/** Where one is signed in, each to be ended by itself or all at once. */
export function SessionsList() {
  const { t } = useTranslation();
  const sessions = useMySessions();
  return (
    <section className="tile" aria-labelledby="sessions-heading">
      <div className="tile-head">
        <h2 id="sessions-heading">{t('sessions.title')}</h2>
        <EndAllButton />
      </div>
      <QueryContent query={sessions} skeleton={<TableSkeleton />}>
        {(data) => (
          <>
            <ListBar sheet={sheetOf(t)} count={data.length} rows={() => data} />
            <ul className="rows">
              {data.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
            </ul>
          </>
        )}
      </QueryContent>
    </section>
  );
}

function sheetOf(t: TFunction): Sheet<AccountSession> {
  return {
    list: t('sessions.title'),
    columns: [
      { title: t('sessions.column.device'), kind: 'text', value: (session) => deviceOf(session, t) },
      { title: t('sessions.column.started'), kind: 'moment', value: ({ startedAt }) => startedAt },
      { title: t('sessions.column.used'), kind: 'moment', value: ({ lastUsedAt }) => lastUsedAt },
      { title: t('sessions.column.address'), kind: 'text', value: ({ address }) => address },
    ],
  };
}

const deviceOf = ({ userAgent }: AccountSession, t: TFunction) =>
  userAgent === null ? t('sessions.unknownDevice') : deviceName(userAgent);

function SessionRow({ session }: { session: AccountSession }) {
  const { t } = useTranslation();
  const end = useEndSession();
  const onError = useSayProblem();
  const device = deviceOf(session, t);
  return (
    <li className="row">
      <div>
        <div className="row-title">
          {device} {session.current && <Tag className="stage state-active">{t('sessions.current')}</Tag>}
        </div>
        <div className="secondary">
          {t('sessions.used', {
            started: formatMoment(session.startedAt),
            used: formatMoment(session.lastUsedAt),
          })}
          {session.address !== null && ` · ${session.address}`}
        </div>
      </div>
      {!session.current && (
        <Button
          loading={end.isPending}
          aria-label={t('sessions.endOf', { device })}
          onClick={() => end.mutate(session.id, { onError })}
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}

function EndAllButton() {
  const { t } = useTranslation();
  const endAll = useEndAllSessions();
  const onError = useSayProblem();
  return (
    <Popconfirm
      title={t('sessions.endAllSure')}
      okText={t('sessions.endAll')}
      cancelText={t('common.cancel')}
      onConfirm={() => endAll.mutate(undefined, { onSuccess: () => leave('signed-out'), onError })}
    >
      <Button danger loading={endAll.isPending}>
        {t('sessions.endAll')}
      </Button>
    </Popconfirm>
  );
}
