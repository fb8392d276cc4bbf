import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { chooseLanguage } from '../i18n/i18n.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** A button that names the other language in that language. */
export function LanguageSwitch() {
  const other: Language = useLanguage() === 'en' ? 'zh-CN' : 'en';
  const name = other === 'en' ? 'English' : '中文';
  const short = other === 'en' ? 'EN' : '中';
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      lang={other}
      aria-label={`${short} ${name}`}
      onClick={() => chooseLanguage(other)}
    >
      <span className="wide-only">{name}</span>
      <span className="phone-only">{short}</span>
    </Button>
  );
}
