import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { chooseLanguage, type Language } from '../i18n/i18n.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** A button that names the other language in that language. */
export function LanguageSwitch() {
  const other: Language = useLanguage() === 'en' ? 'zh-CN' : 'en';
  return (
    <Button type="text" icon={<GlobalOutlined />} lang={other} onClick={() => chooseLanguage(other)}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  );
}
