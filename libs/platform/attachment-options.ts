import { join } from 'node:path';
import type { Config } from './config.ts';

/** Where attachments are kept, and how large they may be. */
export interface AttachmentOptions {
  /** The folder of their files, the same for all processes. */
  readonly folder: string;
  /** Length of the longest content. */
  readonly mostBytes: number;
}

export function attachmentOptions(
  config: Pick<Config, 'ZHENDI_HOME' | 'ZHENDI_ATTACHMENTS' | 'ATTACHMENT_MEGABYTES'>,
): AttachmentOptions {
  return {
    folder: config.ZHENDI_ATTACHMENTS ?? join(config.ZHENDI_HOME, 'attachments'),
    mostBytes: config.ATTACHMENT_MEGABYTES * 1024 * 1024,
  };
}
