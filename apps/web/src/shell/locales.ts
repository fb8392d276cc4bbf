import type { Locale } from 'antd/es/locale';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import type { Language } from '../i18n/language.ts';

/** antd's own texts in the languages of the pages. */
export const locales: Record<Language, Locale> = { 'zh-CN': named(zhCN), en: named(enUS) };

/**
 * The year and the month above a calendar are buttons that say which it is; antd gives them another name, under which
 * who speaks to the page asks in vain for what is written there (WCAG 2.5.3).
 */
function named(locale: Locale): Locale {
  const { DatePicker } = locale;
  if (DatePicker === undefined) return locale;
  return {
    ...locale,
    DatePicker: { ...DatePicker, lang: { ...DatePicker.lang, yearSelect: '', monthSelect: '' } },
  };
}
