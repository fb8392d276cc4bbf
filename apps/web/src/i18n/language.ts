import i18next from 'i18next';

export type Language = 'zh-CN' | 'en';

/** The language of the page, for code outside of components. */
export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}
