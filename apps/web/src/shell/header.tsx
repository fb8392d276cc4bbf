import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { endSession } from '../session/session-store.ts';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { queryClient } from './query-client.ts';
import { homePath, useSignedIn } from './signed-in.ts';

/** Product, who is signed in, language, sign out. */
export function Header() {
  const { t } = useTranslation();
  const me = useSignedIn();
  return (
    <header className="header">
      <Link to={homePath(me)} className="header-brand" aria-label={t('productLong')}>
        <Brand />
      </Link>
      <span className="header-place">{me.town?.name ?? me.county.name}</span>
      <span className="header-user" data-testid="signed-in-user">
        <UserOutlined aria-hidden />
        <span className="header-username">{me.username}</span>
        <span className="header-role">{me.roles.map((role) => t(`header.roles.${role}`)).join(' · ')}</span>
      </span>
      <LanguageSwitch />
      <Button type="text" icon={<LogoutOutlined />} onClick={signOut} aria-label={t('header.signOut')}>
        <span className="wide-only">{t('header.signOut')}</span>
      </Button>
    </header>
  );
}

function signOut(): void {
  endSession('signed-out');
  queryClient.clear();
}
