import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { ForbiddenPage } from './forbidden-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { useProblemText } from './problem-text.ts';

interface ErrorStateProps {
  error: Error;
  onRetry: () => void;
  /** Stands for a whole page without a frame around it. */
  page?: boolean;
}

/** Data that did not load: what happened, its id for whoever is asked for help, and another try. */
export function ErrorState({ error, onRetry, page = false }: ErrorStateProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (!page && error instanceof Problem && error.status === 403) return <ForbiddenPage />;
  if (!page && error instanceof Problem && error.status === 404) return <NotFoundPage />;
  const { title, detail } = textOf(error);
  const id = error instanceof Problem ? error.id : undefined;
  return (
    <div role="alert" className={page ? 'content' : undefined}>
      <Result
        status="warning"
        title={<h2 className="result-title">{t('state.errorTitle')}</h2>}
        subTitle={
          <>
            <div>{title}</div>
            {detail !== undefined && detail !== title && <div>{detail}</div>}
            {id !== undefined && (
              <div className="problem-id">
                {t('state.problemId')} <code>{id}</code>
              </div>
            )}
          </>
        }
        extra={
          <Button type="primary" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      />
    </div>
  );
}
