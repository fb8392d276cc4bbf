import { Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../api/audit-types.ts';
import type { Role } from '../api/account-types.ts';
import { formatMoment } from '../format/dates.ts';
import { usePhone } from '../places/use-phone.ts';
import { useActionText } from './action-text.ts';
import { usePlaceName } from './place-name.ts';

/** Entries of the audit log: when, who, what, with which outcome. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const columns = useAuditColumns();
  if (usePhone()) return <AuditCards entries={entries} />;
  return (
    <Table<AuditEntry>
      size="middle"
      rowKey={keyOf}
      columns={columns}
      dataSource={entries}
      pagination={false}
      scroll={{ x: 1040 }}
    />
  );
}

function useAuditColumns(): TableColumnsType<AuditEntry> {
  const { t } = useTranslation();
  const actionText = useActionText();
  const placeName = usePlaceName();
  return [
    {
      key: 'moment',
      title: t('audit.moment'),
      width: 150,
      className: 'numeric audit-moment',
      render: (_, entry) => formatMoment(entry.recordedAt),
    },
    { key: 'place', title: t('audit.place'), width: 110, render: (_, entry) => placeName(entry.tenantCode) },
    { key: 'person', title: t('audit.person'), render: (_, entry) => <Person entry={entry} /> },
    { key: 'action', title: t('audit.action'), width: 150, render: (_, entry) => actionText(entry.action) },
    { key: 'outcome', title: t('audit.outcome'), width: 90, render: (_, entry) => <Outcome entry={entry} /> },
    { key: 'target', title: t('audit.target'), render: (_, entry) => <Target entry={entry} /> },
    { key: 'address', title: t('audit.address'), width: 130, render: (_, entry) => entry.address ?? '—' },
  ];
}

function AuditCards({ entries }: { entries: AuditEntry[] }) {
  const actionText = useActionText();
  const placeName = usePlaceName();
  return (
    <ul className="cards">
      {entries.map((entry) => (
        <li key={keyOf(entry)} className="card">
          <div className="card-head">
            <span className="card-title">{actionText(entry.action)}</span>
            <Outcome entry={entry} />
          </div>
          <Person entry={entry} />
          <Target entry={entry} />
          <div className="secondary">
            {[formatMoment(entry.recordedAt), placeName(entry.tenantCode), entry.address]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Person({ entry: { username, actor, role } }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return (
    <div>
      {username ?? actor ?? t('audit.unknownPerson')}
      {role !== null && <div className="secondary">{t(`role.${role as Role}`, { defaultValue: role })}</div>}
    </div>
  );
}

function Outcome({ entry: { outcome } }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return <Tag className={`stage outcome-${outcome}`}>{t(`audit.outcomes.${outcome}`)}</Tag>;
}

function Target({ entry: { target, details } }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return (
    <div className="audit-target">
      <div>{target}</div>
      {Object.entries(details).map(([name, value]) => (
        <span key={name} className="audit-detail">
          {t(`audit.details.${name}` as 'audit.details.reason', { defaultValue: name })}{' '}
          <code>
            {typeof value === 'boolean' ? t(value ? 'audit.yes' : 'audit.no') : String(value ?? '—')}
          </code>
        </span>
      ))}
    </div>
  );
}

function keyOf({ tenantCode, position }: AuditEntry): string {
  return `${tenantCode}/${String(position)}`;
}
