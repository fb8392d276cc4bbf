import { useTranslation } from 'react-i18next';

/** What an action is called in the language of the page; a newer server's by its own name. */
export function useActionText(): (action: string) => string {
  const { t } = useTranslation();
  return (action) => t(`audit.actions.${action}` as 'audit.actions.sign-in', { defaultValue: action });
}
