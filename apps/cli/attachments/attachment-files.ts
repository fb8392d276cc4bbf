import { FileAttachmentStore, UploadDrafts } from '../../../libs/attachments/index.ts';
import { attachmentOptions } from '../../../libs/platform/attachment-options.ts';
import type { Config } from '../../../libs/platform/config.ts';
import type { AttachmentFiles } from './keep-contents.ts';

/** Where the configuration has the attachments. */
export function attachmentFiles(config: Config): AttachmentFiles {
  const { folder } = attachmentOptions(config);
  return { store: new FileAttachmentStore(folder), drafts: new UploadDrafts(folder) };
}
