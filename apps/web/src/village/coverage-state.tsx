import { CheckCircleFilled, ExclamationCircleOutlined } from '@ant-design/icons';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useTownPolicy } from '../api/town-policy.ts';
import { useCoverageGaps, type CoverageGap } from '../api/village-work.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** Whether a compliant venue in use serves the village by the county's standard; where none does, what is missing. */
export function CoverageState({ townCode, villageId }: { townCode: string; villageId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const coverage = useCoverageGaps(townCode, true);
  const policy = useTownPolicy(townCode).data?.data;
  if (coverage.data === undefined) return null;
  const gap = coverage.data.data.uncovered.find((one) => one.villageId === villageId);
  const standard = policy?.standards.find(({ version }) => version === policy.standardInForce);
  const nameOf = (key: string) => standard?.sixHaves.find((item) => item.key === key)?.name ?? key;
  return (
    <p className={gap ? 'coverage-state check-missing' : 'coverage-state check-done'}>
      {gap ? <ExclamationCircleOutlined aria-hidden /> : <CheckCircleFilled aria-hidden />}{' '}
      <span className="secondary">{t('villageWork.coverage')}</span>{' '}
      {gap ? gapWords(gap, t, { language, nameOf }) : t('villageWork.covered')}
    </p>
  );
}

interface Words {
  language: string;
  nameOf: (key: string) => string;
}

function gapWords(
  { reasonText, venueName, isShared, lacks }: CoverageGap,
  t: TFunction,
  words: Words,
): string {
  const reason = words.language === 'en' ? reasonText.en : reasonText.zh;
  const details = [
    venueName,
    isShared && t('villageWork.shared'),
    lacks?.area && t('villageWork.lacksArea'),
    lacks?.condition && t('villageWork.lacksCondition'),
    lacks &&
      lacks.sixHaves.length > 0 &&
      t('villageWork.lacksHaves', { items: lacks.sixHaves.map(words.nameOf).join(t('common.betweenWords')) }),
  ].filter((part): part is string => typeof part === 'string');
  return details.length === 0
    ? reason
    : t('villageWork.because', { reason, details: details.join(t('common.betweenClauses')) });
}
