import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { formatTime } from '../format/dates.ts';
import { useProblemText } from '../states/problem-text.ts';

interface SignInProblemProps {
  error: Error;
  /** Whether a code was sent with the password. */
  codeTried: boolean;
}

/** Why the sign-in did not succeed, and what to do. */
export function SignInProblem({ error, codeTried }: SignInProblemProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const code = error instanceof Problem ? error.code : '';
  if (code === 'sign-in.failed') return <Alert type="error" showIcon title={t('signIn.failed')} />;
  if (code === 'sign-in.code-needed') {
    return codeTried ? (
      <Alert type="error" showIcon title={t('signIn.codeWrong')} />
    ) : (
      <Alert type="info" showIcon title={t('signIn.codeNeeded')} />
    );
  }
  const until = error instanceof Problem && error.status === 429 ? error.retryAt : undefined;
  if (until !== undefined) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('signIn.locked')}
        // The moment, since a number of seconds is wrong as soon as it is read.
        description={t('signIn.lockedUntil', { time: formatTime(until) })}
      />
    );
  }
  const { title, detail } = textOf(error);
  return <Alert type="error" showIcon title={title} description={detail} />;
}
