import './attachments.css';
import { DownloadOutlined, FileOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { attachmentDownload } from '../api/attachments.ts';
import type { Problem } from '../api/problem.ts';
import { saveFile } from '../tables/save-file.ts';
import { formatBytes } from '../format/bytes.ts';
import { useSayProblem } from '../states/use-say-problem.ts';
import { Sha256 } from './sha256.tsx';
import { Thumbnail } from './thumbnail.tsx';
import type { Attachment } from './upload-routes.ts';

interface AttachmentListProps {
  /** The town whose event names them. */
  townCode: string;
  attachments: readonly Attachment[];
  /** What a file belongs to, where the list is of several facts. */
  about?: (attachment: Attachment) => string;
}

/** Files that an event names: what they are, and their contents for whoever may have them. */
export function AttachmentList({ townCode, attachments, about }: AttachmentListProps) {
  const { t } = useTranslation();
  if (attachments.length === 0) return <span className="secondary">{t('attachment.none')}</span>;
  return (
    <ul className="attachments" aria-label={t('attachment.list')}>
      {attachments.map((attachment) => (
        <AttachmentRow
          key={attachment.sha256}
          townCode={townCode}
          attachment={attachment}
          about={about?.(attachment)}
        />
      ))}
    </ul>
  );
}

interface AttachmentRowProps {
  townCode: string;
  attachment: Attachment;
  about: string | undefined;
}

function AttachmentRow({ townCode, attachment, about }: AttachmentRowProps) {
  const { t } = useTranslation();
  const { sha256, name, mediaType, bytes } = attachment;
  const onError = useSayProblem();
  const download = useMutation<Blob, Problem>({
    mutationFn: () => attachmentDownload(townCode, sha256),
    onSuccess: (content) => saveFile(content, name),
    onError,
    gcTime: 0,
  });
  return (
    <li>
      {shownAsPicture.includes(mediaType) ? (
        <Thumbnail townCode={townCode} attachment={attachment} />
      ) : (
        <FileOutlined aria-hidden className="thumbnail" />
      )}
      <div className="attachment-facts">
        <span>{name}</span>
        {about !== undefined && <span className="secondary">{about}</span>}
        <span className="secondary">
          {formatBytes(bytes)} · <Sha256 digest={sha256} />
        </span>
      </div>
      <Button
        size="small"
        icon={<DownloadOutlined aria-hidden />}
        loading={download.isPending}
        aria-label={t('attachment.downloadOf', { name })}
        onClick={() => download.mutate()}
      >
        {t('attachment.download')}
      </Button>
    </li>
  );
}

/** What every browser draws. */
const shownAsPicture = ['image/jpeg', 'image/png', 'image/webp'];
