import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format/bytes.ts';
import { Sha256 } from './sha256.tsx';
import type { Attachment } from './upload-routes.ts';

interface ChosenAttachmentsProps {
  attachments: readonly Attachment[];
  onRemove: (attachment: Attachment) => void;
}

/** Files of a form that have arrived. */
export function ChosenAttachments({ attachments, onRemove }: ChosenAttachmentsProps) {
  const { t } = useTranslation();
  if (attachments.length === 0) return null;
  return (
    <ul className="attachments" aria-label={t('attachment.list')}>
      {attachments.map((attachment) => (
        <li key={attachment.sha256}>
          <div className="attachment-facts">
            <span>{attachment.name}</span>
            <span className="secondary">
              {formatBytes(attachment.bytes)} · <Sha256 digest={attachment.sha256} />
            </span>
          </div>
          <Button
            size="small"
            type="text"
            aria-label={t('attachment.removeOf', { name: attachment.name })}
            onClick={() => onRemove(attachment)}
          >
            {t('attachment.remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
