import { App, Button, Checkbox, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AccountPlace, useChangeAccount, useCreateAccount } from '../api/accounts.ts';
import {
  countyRoles,
  type InitialPassword,
  type ManagedAccount,
  type Role,
  townRoles,
} from '../api/account-types.ts';
import type { VillageCard } from '../api/types.ts';
import { Rejection } from '../forms/rejection.tsx';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { useFocusBack } from '../shell/use-focus-back.ts';
import { required } from '../workspace/fields/rules.ts';
import { SelectField } from '../workspace/fields/select-field.tsx';

interface AccountDrawerProps {
  place: AccountPlace;
  villages: VillageCard[];
  /** The account to change; absent for a new one. */
  account: ManagedAccount | undefined;
  onIssued: (password: InitialPassword) => void;
  onClose: () => void;
}

interface Values {
  username: string;
  roles: Role[];
  villageId?: string;
}

/** As the server has it. */
const username = /^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u;

const pointers = { '/username': 'username', '/roles': 'roles', '/villageId': 'villageId' };

/** The form of an account: its name when it is made, its roles and a village clerk's village. */
export function AccountDrawer({ place, villages, account, onIssued, onClose }: AccountDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const { save, problem, isPending } = useSave({ place, account, onIssued, onClose });
  useServerErrors(form, problem, pointers);
  useFocusBack();
  return (
    <Drawer
      open
      size="min(480px, 100vw)"
      title={
        account === undefined ? t('accounts.create') : t('accounts.editTitle', { username: account.username })
      }
      autoFocus={false}
      mask={{ closable: false }}
      onClose={() => isPending || onClose()}
      footer={
        <>
          {problem !== null && <Rejection problem={problem} pointers={pointers} />}
          <div className="drawer-footer">
            <Button onClick={onClose} disabled={isPending}>
              {t('common.cancel')}
            </Button>
            <Button type="primary" htmlType="submit" form="account" loading={isPending}>
              {t('accounts.save')}
            </Button>
          </div>
        </>
      }
    >
      <Form<Values>
        form={form}
        name="account"
        layout="vertical"
        initialValues={{
          roles: account?.roles ?? [],
          ...(account?.villageId && { villageId: account.villageId }),
        }}
        onFinish={save}
        scrollToFirstError={{ block: 'center', focus: true }}
        disabled={isPending}
      >
        {account === undefined && <UsernameField />}
        <RolesField place={place} villages={villages} />
        <VillageField villages={villages} present={account?.villageId ?? undefined} />
      </Form>
    </Drawer>
  );
}

function useSave({ place, account, onIssued, onClose }: Omit<AccountDrawerProps, 'villages'>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const create = useCreateAccount(place);
  const change = useChangeAccount(place);
  const save = ({ username, roles, villageId }: Values) => {
    // A village that was chosen before the role was taken back is not meant.
    const village = roles.includes('village-clerk') ? villageId : undefined;
    if (account === undefined) {
      const onSuccess = (issued: InitialPassword) => {
        onClose();
        onIssued(issued);
      };
      create.mutate({ username, roles, ...(village && { villageId: village }) }, { onSuccess });
    } else {
      const onSuccess = () => {
        onClose();
        void message.success(t('accounts.changed', { username: account.username }));
      };
      change.mutate({ id: account.id, roles, villageId: village ?? null }, { onSuccess });
    }
  };
  return { save, problem: create.error ?? change.error, isPending: create.isPending || change.isPending };
}

function UsernameField() {
  const { t } = useTranslation();
  const label = t('accounts.username');
  return (
    <Form.Item
      name="username"
      label={label}
      extra={t('accounts.usernameHint')}
      rules={[required(t, label), { pattern: username, message: t('accounts.usernameWrong') }]}
      validateTrigger="onBlur"
    >
      <Input autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={60} autoFocus />
    </Form.Item>
  );
}

function RolesField({ place, villages }: Pick<AccountDrawerProps, 'place' | 'villages'>) {
  const { t } = useTranslation();
  const { level } = useSignedIn();
  const roles =
    place.level === 'county'
      ? countyRoles
      : townRoles.filter((role) => level === 'county' || role !== 'town-leader');
  return (
    <Form.Item
      name="roles"
      label={t('accounts.roles')}
      // Not `required`: a group of checkboxes must not say so to a screen reader.
      rules={[
        {
          validator: (_, chosen: Role[]) =>
            chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('accounts.rolesMissing'))),
        },
      ]}
    >
      <Checkbox.Group className="role-choices" aria-label={t('accounts.roles')}>
        {roles.map((role) => (
          <Checkbox key={role} value={role} disabled={role === 'village-clerk' && villages.length === 0}>
            {t(`role.${role}`)}
            <div className="secondary">{t(`roleMeans.${role}`)}</div>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}

function VillageField({
  villages,
  present,
}: Pick<AccountDrawerProps, 'villages'> & { present: string | undefined }) {
  const { t } = useTranslation();
  const roles = Form.useWatch<Role[] | undefined>('roles');
  const options = villages.map(({ villageId, name }) => ({ value: villageId, label: name }));
  // A county's administrator does not see the villages of its towns, and leaves the one that there is.
  if (present !== undefined && !options.some(({ value }) => value === present)) {
    options.push({ value: present, label: t('accounts.sameVillage') });
  }
  return roles?.includes('village-clerk') ? (
    <SelectField name="villageId" label={t('form.village')} options={options} />
  ) : null;
}
