import type { AttachmentTexts } from './zh-attachments.ts';

/** Texts of attachments in English. */
export const attachmentTexts: AttachmentTexts = {
  attachment: {
    label: 'Attachments',
    choose: 'Choose files, or drop them here',
    chooseHint:
      'JPG, PNG, WebP and HEIC images, PDF, Word (docx), Excel (xlsx); {{most}} at most. File names are kept for good: no person’s name or number in them',
    uploading: 'Files that are being uploaded',
    list: 'Attachments',
    bytes: 'Bytes',
    waiting: 'Waiting',
    progressOf: 'Progress of {{name}}',
    arrived: '{{arrived}} of {{whole}}',
    done: '{{name}} is uploaded',
    failed: '{{name}} did not get through: {{reason}}',
    removed: '{{name}} is removed',
    already: '{{name}} has the same content as another attachment, and was not added again',
    full: '{{most}} attachments at most: {{name}} was not added',
    resume: 'Go on',
    resumeOf: 'Go on with {{name}}',
    remove: 'Remove',
    removeOf: 'Remove {{name}}',
    wait: 'Some files have not got through: wait, go on with them, or remove them',
    download: 'Download',
    downloadOf: 'Download {{name}}',
    pictureOf: 'Thumbnail of {{name}}',
    copy: 'Copy the SHA-256',
    copied: 'Copied',
    none: 'No attachments',
  },
};
