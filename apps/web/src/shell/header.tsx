import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { signOut } from '../session/renewal.ts';
import { useProblemText } from '../states/problem-text.ts';
import { areasOf, homePath } from './areas.ts';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { useSignedIn } from './signed-in.ts';

/** Product, place, what the account may open, who is signed in, language, sign out. */
export function Header() {
  const { t } = useTranslation();
  const me = useSignedIn();
  const place = me.town ?? me.county;
  return (
    <header className="header">
      <Link to={homePath(me)} className="header-brand" aria-label={t('productLong')}>
        <Brand />
      </Link>
      <span className="header-place">{place?.name ?? t('header.platform')}</span>
      {!me.mustChangePassword && <Navigation />}
      <Link to="/account" className="header-user" data-testid="signed-in-user">
        <UserOutlined aria-hidden />
        <span className="header-username">{me.username}</span>
        <span className="header-role">{me.roles.map((role) => t(`role.${role}`)).join(' · ')}</span>
        <span className="visually-hidden">{t('header.account')}</span>
      </Link>
      <LanguageSwitch />
      <SignOutButton />
    </header>
  );
}

function Navigation() {
  const { t } = useTranslation();
  const areas = areasOf(useSignedIn());
  // A single way to go is where one is already; the brand leads back there.
  if (areas.length < 2) return null;
  return (
    <nav className="header-nav" aria-label={t('header.navigation')}>
      {areas.map(({ key, path }) => (
        <NavLink key={key} to={path}>
          {t(`area.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}

function SignOutButton() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const leaving = useMutation({
    mutationFn: signOut,
    onError: (error) => void message.error(t('header.signOutFailed', { reason: textOf(error).title })),
  });
  return (
    <Button
      type="text"
      icon={<LogoutOutlined />}
      loading={leaving.isPending}
      onClick={() => leaving.mutate()}
      aria-label={t('header.signOut')}
    >
      <span className="wide-only">{t('header.signOut')}</span>
    </Button>
  );
}
