import type { RecordedEvent } from '../api/types.ts';
import type { Attachment } from '../attachments/upload-routes.ts';

/** A file, and the fact that bears it: the first one, where several do. */
export interface BorneFile {
  file: Attachment;
  event: RecordedEvent;
}

/** The files that events bear, each content once. @param events the newest first; so are the files. */
export function filesOf(events: readonly RecordedEvent[]): BorneFile[] {
  const byContent = new Map<string, BorneFile>();
  for (const event of events) {
    for (const file of (event.data['attachments'] as Attachment[] | undefined) ?? []) {
      byContent.set(file.sha256, { file, event });
    }
  }
  return [...byContent.values()];
}
