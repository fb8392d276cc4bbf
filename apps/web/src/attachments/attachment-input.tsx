import './attachments.css';
import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../states/problem-text.ts';
import { ChosenAttachments } from './chosen-attachments.tsx';
import type { Attachment } from './upload-routes.ts';
import { UploadList } from './upload-list.tsx';
import { useFileUploads } from './use-file-uploads.ts';

const kinds = '.jpg,.jpeg,.png,.webp,.heic,.heif,.pdf,.docx,.xlsx';

interface AttachmentInputProps {
  townCode: string;
  villageId: string | undefined;
  most: number;
  /** Told how many files are on their way, or stuck on it. */
  onUnderWay: (files: number) => void;
  /** The three that a form gives to its fields. */
  id?: string;
  value?: readonly Attachment[];
  onChange?: (value: readonly Attachment[]) => void;
}

/** Where files are chosen or dropped, with those that are on their way and those that have arrived. */
export function AttachmentInput(props: AttachmentInputProps) {
  const { townCode, villageId, most, onUnderWay, id, value = [], onChange = () => undefined } = props;
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [said, say] = useState('');
  const frame = useRef<HTMLDivElement>(null);

  const uploads = useFileUploads({
    townCode,
    villageId,
    onDone: (attachment) => {
      const { name, sha256 } = attachment;
      if (value.some((known) => known.sha256 === sha256)) return say(t('attachment.already', { name }));
      onChange([...value, attachment]);
      say(t('attachment.done', { name }));
    },
    onFailed: (name, error) => {
      const { title, detail } = textOf(error);
      say(t('attachment.failed', { name, reason: detail ?? title }));
    },
  });
  const taken = value.length + uploads.items.length;
  const tell = useEffectEvent(onUnderWay);
  useEffect(() => tell(uploads.items.length), [uploads.items.length]);

  const add = (file: File, among: File[]) => {
    if (taken + among.indexOf(file) < most) uploads.add(file);
    else say(t('attachment.full', { name: file.name, most }));
    return false;
  };
  /** The button that was pressed is gone with its file: the keyboard goes on where files are chosen. */
  const removed = (name: string) => {
    say(t('attachment.removed', { name }));
    frame.current?.querySelector<HTMLElement>('[role="button"]')?.focus();
  };

  return (
    <div ref={frame} onKeyDown={openBySpace}>
      <Upload.Dragger id={id ?? ''} accept={kinds} multiple showUploadList={false} beforeUpload={add}>
        <p className="attachment-choose">
          <InboxOutlined aria-hidden /> {t('attachment.choose')}
        </p>
        <p className="secondary">{t('attachment.chooseHint', { most })}</p>
      </Upload.Dragger>
      <div role="status" className="visually-hidden">
        {said}
      </div>
      <UploadList
        uploads={uploads}
        onRemove={({ id, name }) => {
          uploads.remove(id);
          removed(name);
        }}
      />
      <ChosenAttachments
        attachments={value}
        onRemove={({ sha256, name }) => {
          onChange(value.filter((attachment) => attachment.sha256 !== sha256));
          removed(name);
        }}
      />
    </div>
  );
}

/** The library's button hears of Enter only. */
function openBySpace(event: KeyboardEvent<HTMLElement>): void {
  const { key, target } = event;
  if (key !== ' ' || !(target instanceof HTMLElement) || !target.matches('.ant-upload-btn')) return;
  event.preventDefault();
  target.click();
}
