import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { useLanguage } from '../i18n/use-language.ts';

const knownStatuses = ['0', '401', '403', '404', '409', '422', '429', '503'] as const;

/** How to say a failed request in the language of the page. */
export function useProblemText(): (error: Error) => { title: string; detail: string | undefined } {
  const { t } = useTranslation();
  const language = useLanguage();
  return (error) => {
    if (!(error instanceof Problem)) return { title: t('state.status.other'), detail: error.message };
    const status = knownStatuses.find((known) => known === String(error.status)) ?? 'other';
    return {
      title: error.title(language) ?? t(`state.status.${status}`),
      detail: error.detail(language),
    };
  };
}
