import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useProblemText } from '../states/problem-text.ts';
import { placeErrors, type PointerMap } from './server-errors.ts';
import { errorsIn } from './use-server-errors.ts';

/** Why nothing was recorded, and what of it no field of the form says. */
export function Rejection({ problem, pointers }: { problem: Problem; pointers: PointerMap }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { title, detail } = useProblemText()(problem);
  const { others } = placeErrors(errorsIn(problem, language), pointers);
  return (
    <Alert
      className="form-alert"
      type="error"
      showIcon
      role="alert"
      title={t('form.rejected')}
      description={
        <>
          <div>{detail ?? title}</div>
          {others
            .filter((other) => other !== detail)
            .map((other) => (
              <div key={other}>{other}</div>
            ))}
          {problem.id !== undefined && (
            <div className="problem-id">
              {t('state.problemId')} <code>{problem.id}</code>
            </div>
          )}
        </>
      }
    />
  );
}
