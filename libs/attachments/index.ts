export { kindOf } from './attachment-kinds.ts';
export type { Attachment } from './attachment-rows.ts';
export { AttachmentLost, type AttachmentStore } from './attachment-store.ts';
export { Attachments, keptAttachments } from './attachments.ts';
export { FileAttachmentStore } from './file-attachment-store.ts';
export { UploadDrafts } from './upload-drafts.ts';
export { CHUNK_BYTES, Uploads, type Uploader } from './uploads.ts';
