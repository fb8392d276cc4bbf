import { useEffect, useRef, useState } from 'react';
import { uploadRoutes } from '../api/attachments.ts';
import { FileUpload } from './file-upload.ts';
import type { Attachment } from './upload-routes.ts';

/** A file on its way. */
export interface UploadItem {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  /** Bytes that have arrived. */
  readonly arrived: number;
  readonly state: 'waiting' | 'sending' | 'failed';
  /** Why it failed. */
  readonly error?: Error;
}

export interface FileUploads {
  readonly items: readonly UploadItem[];
  add(file: File): void;
  /** Goes on with one that failed, where it was. */
  resume(id: number): void;
  remove(id: number): void;
}

interface FileUploadsOptions {
  townCode: string;
  villageId?: string | undefined;
  onDone: (attachment: Attachment) => void;
  onFailed: (name: string, error: Error) => void;
}

interface Running {
  readonly upload: FileUpload;
  readonly abort: AbortController;
}

/** Uploads files one after the other: together they would share one line, and all of them would take longer. */
export function useFileUploads(options: FileUploadsOptions): FileUploads {
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const running = useRef(new Map<number, Running>());
  const queue = useRef(Promise.resolve());
  const nextId = useRef(1);
  // What happens at the end of an upload is what the page wants then, and not what it wanted at its beginning.
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const uploads = running.current;
    return () => uploads.forEach(({ abort }) => abort.abort());
  }, []);

  const change = (id: number, changes: Partial<UploadItem>) =>
    setItems((all) => all.map((item) => (item.id === id ? { ...item, ...changes } : item)));
  const forget = (id: number) => {
    running.current.delete(id);
    setItems((all) => all.filter((item) => item.id !== id));
  };

  const run = async (id: number, name: string) => {
    const current = running.current.get(id);
    if (!current || current.abort.signal.aborted) return;
    change(id, { state: 'sending' });
    try {
      const attachment = await current.upload.run(current.abort.signal);
      forget(id);
      latest.current.onDone(attachment);
    } catch (error) {
      if (current.abort.signal.aborted) return;
      change(id, { state: 'failed', error: error as Error });
      latest.current.onFailed(name, error as Error);
    }
  };
  const enqueue = (id: number, name: string) => {
    queue.current = queue.current.then(() => run(id, name));
  };

  return {
    items,
    add: (file) => {
      const id = nextId.current++;
      const { townCode, villageId } = options;
      const onProgress = (arrived: number) => change(id, { arrived });
      const upload = new FileUpload(uploadRoutes(townCode), file, { villageId, onProgress });
      running.current.set(id, { upload, abort: new AbortController() });
      const item = { id, name: file.name, bytes: file.size, arrived: 0, state: 'waiting' as const };
      setItems((all) => [...all, item]);
      enqueue(id, file.name);
    },
    resume: (id) => {
      change(id, { state: 'waiting' });
      enqueue(id, items.find((item) => item.id === id)?.name ?? '');
    },
    remove: (id) => {
      running.current.get(id)?.abort.abort();
      forget(id);
    },
  };
}
