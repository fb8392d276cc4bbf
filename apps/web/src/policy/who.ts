import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Role } from '../api/account-types.ts';
import type { PolicyRecord } from '../api/policy-types.ts';
import { none } from '../format/numbers.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { actorText } from '../village/actor.ts';

/** Says by whom something was laid down, and in which role; "—" for what nobody of the county laid down. */
export function useWho(): (record: Pick<PolicyRecord, 'recordedBy'> | undefined) => string {
  const { t } = useTranslation();
  const me = useSignedIn();
  return (record) =>
    record === undefined
      ? none
      : t('event.recordedBy', {
          actor: actorText(record.recordedBy.actor, me),
          role: roleText(record.recordedBy.role, t),
        });
}

function roleText(role: string, t: TFunction): string {
  return t(`role.${role as Role}`, { defaultValue: role });
}
