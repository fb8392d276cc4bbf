import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format/bytes.ts';
import { useProblemText } from '../states/problem-text.ts';
import { isPassing } from './file-upload.ts';
import type { FileUploads, UploadItem } from './use-file-uploads.ts';

interface UploadListProps {
  uploads: FileUploads;
  onRemove: (item: UploadItem) => void;
}

/** Files on their way, each with how far it is, and what can be done about it. */
export function UploadList({ uploads, onRemove }: UploadListProps) {
  const { t } = useTranslation();
  if (uploads.items.length === 0) return null;
  return (
    <ul className="attachments" aria-label={t('attachment.uploading')}>
      {uploads.items.map((item) => (
        <li key={item.id}>
          <div className="attachment-facts">
            <span>{item.name}</span>
            <UploadProgress item={item} />
          </div>
          {item.state === 'failed' && isPassing(item.error) && (
            <Button
              size="small"
              aria-label={t('attachment.resumeOf', { name: item.name })}
              onClick={() => uploads.resume(item.id)}
            >
              {t('attachment.resume')}
            </Button>
          )}
          <Button
            size="small"
            type="text"
            aria-label={t('attachment.removeOf', { name: item.name })}
            onClick={() => onRemove(item)}
          >
            {t('attachment.remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function UploadProgress({ item }: { item: UploadItem }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { name, arrived, bytes, state, error } = item;
  const problem = error && textOf(error);
  return (
    <>
      <Progress
        percent={bytes === 0 ? 0 : Math.floor((arrived / bytes) * 100)}
        size="small"
        status={state === 'failed' ? 'exception' : 'active'}
        aria-label={t('attachment.progressOf', { name })}
      />
      <span className="secondary">
        {state === 'waiting' && t('attachment.waiting')}
        {state === 'sending' &&
          t('attachment.arrived', { arrived: formatBytes(arrived), whole: formatBytes(bytes) })}
        {state === 'failed' && problem && (problem.detail ?? problem.title)}
      </span>
    </>
  );
}
