import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Me } from '../api/account-types.ts';
import { areasOf } from '../shell/areas.ts';
import { Page } from '../shell/page.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { ChangePasswordForm } from './change-password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionsList } from './sessions-list.tsx';

/** One's own account: who one is here, the password, the second factor, and where one is signed in. */
export function AccountPage() {
  const { t } = useTranslation();
  const me = useSignedIn();
  const home = areasOf(me).slice(0, 1);
  return (
    <Page
      title={t('account.title')}
      crumbs={home.map(({ key, path }) => ({ title: t(`area.${key}`), to: path }))}
    >
      <Profile me={me} />
      {me.kind === 'local' ? (
        <div className="tiles">
          <section className="tile" aria-labelledby="password-heading">
            <div className="tile-head">
              <h2 id="password-heading">{t('password.title')}</h2>
            </div>
            <ChangePasswordForm />
          </section>
          <section className="tile" aria-labelledby="second-factor-heading">
            <div className="tile-head">
              <h2 id="second-factor-heading">{t('secondFactor.title')}</h2>
            </div>
            <SecondFactor />
          </section>
        </div>
      ) : (
        <Alert className="form-alert" type="info" showIcon title={t('account.issuerKeepsIt')} />
      )}
      <SessionsList />
    </Page>
  );
}

function Profile({ me }: { me: Me }) {
  const { t } = useTranslation();
  const facts = [
    [t('account.username'), me.username],
    [t('account.roles'), me.roles.map((role) => t(`role.${role}`)).join(' · ')],
    [t('account.place'), [me.county?.name, me.town?.name].filter(Boolean).join(' ') || t('header.platform')],
  ] as const;
  return (
    <section className="tile profile" aria-label={t('account.title')}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
