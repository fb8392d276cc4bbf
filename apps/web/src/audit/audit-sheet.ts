import { useTranslation } from 'react-i18next';
import type { Role } from '../api/account-types.ts';
import type { AuditEntry, AuditFilter, AuditOutcome } from '../api/audit-types.ts';
import type { Sheet } from '../tables/sheet.ts';
import { useActionText } from './action-text.ts';
import { usePlaceName } from './place-name.ts';

/** The audit log as a file: what the page shows of each entry, and what narrows the list. */
export function useAuditSheet(list: string, filter: AuditFilter): Sheet<AuditEntry> {
  const { t } = useTranslation();
  const actionText = useActionText();
  const placeName = usePlaceName();
  const { from, to, action, actor, outcome, town } = filter;
  return {
    list,
    columns: [
      { title: t('audit.moment'), kind: 'moment', value: ({ recordedAt }) => recordedAt },
      { title: t('audit.place'), kind: 'text', value: ({ tenantCode }) => placeName(tenantCode) },
      {
        title: t('audit.person'),
        kind: 'text',
        value: (entry) => entry.username ?? entry.actor ?? t('audit.unknownPerson'),
      },
      {
        title: t('sheet.role'),
        kind: 'text',
        value: ({ role }) => role && t(`role.${role as Role}`, { defaultValue: role }),
      },
      { title: t('audit.action'), kind: 'text', value: (entry) => actionText(entry.action) },
      { title: t('audit.outcome'), kind: 'text', value: (entry) => t(`audit.outcomes.${entry.outcome}`) },
      { title: t('audit.target'), kind: 'text', value: ({ target }) => target },
      {
        title: t('sheet.facts'),
        kind: 'text',
        value: ({ details }) => (Object.keys(details).length === 0 ? null : JSON.stringify(details)),
      },
      { title: t('audit.address'), kind: 'text', value: ({ address }) => address },
      { title: t('sheet.position'), kind: 'count', value: ({ position }) => position },
    ],
    conditions: [
      [t('audit.days'), from === undefined && to === undefined ? '' : `${from ?? ''} — ${to ?? ''}`],
      [t('audit.action'), action === undefined ? '' : actionText(action)],
      [t('audit.person'), actor ?? ''],
      [t('audit.outcome'), outcome === undefined ? '' : t(`audit.outcomes.${outcome as AuditOutcome}`)],
      [t('column.town'), town === undefined ? '' : placeName(town)],
    ],
  };
}
