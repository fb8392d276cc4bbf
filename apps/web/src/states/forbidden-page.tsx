import { LockOutlined } from '@ant-design/icons';
import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { homePath } from '../shell/areas.ts';
import { useSignedIn } from '../shell/signed-in.ts';

/** A page that this user may not see: says who is signed in, who could see it, and leads home. */
export function ForbiddenPage() {
  const { t } = useTranslation();
  const me = useSignedIn();
  return (
    <Result
      icon={<LockOutlined className="result-icon" />}
      title={<h1 className="result-title">{t('state.forbiddenTitle')}</h1>}
      subTitle={t('state.forbiddenDetail', { username: me.username })}
      extra={
        <Link to={homePath(me)}>
          <Button type="primary">{t('state.home')}</Button>
        </Link>
      }
    />
  );
}
