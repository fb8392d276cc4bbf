import type { Sentence } from '../api/report-types.ts';
import { useLanguage } from './use-language.ts';

/** Says what the server said in the language of the page. */
export function useSentence(): (sentence: Sentence) => string {
  const language = useLanguage();
  return ({ zh, en }) => (language === 'en' ? en : zh);
}
