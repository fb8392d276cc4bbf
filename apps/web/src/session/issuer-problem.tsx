import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

/** Why the way through the issuer ended at the sign-in page again. */
export function IssuerProblem() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const problem = search.get('problem');
  const id = search.get('id');
  if (problem === null) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={t('signIn.issuerFailed')}
      description={
        <>
          {t(`signIn.issuerProblem.${problem}` as 'signIn.issuerProblem.other', {
            defaultValue: t('signIn.issuerProblem.other'),
          })}
          {id !== null && (
            <div className="problem-id">
              {t('state.problemId')} <code>{id}</code>
            </div>
          )}
        </>
      }
    />
  );
}
