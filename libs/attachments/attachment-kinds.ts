import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { Refusal, type Sentence } from '../features/shared/refusal.ts';

/** A kind of file that may be attached. */
export interface AttachmentKind {
  readonly mediaType: string;
  /** Those that a name of it may end with; lower case, with their dot. */
  readonly extensions: readonly string[];
  readonly says: Sentence;
  /** Whether a browser may show it in its own window: what cannot run anything there. */
  readonly inline: boolean;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/**
 * Photos and documents of today's offices. Not among them is what can run in a browser (SVG, HTML), what can hold macros
 * (DOC, XLS, DOCM), and archives, in which anything may be.
 */
const KINDS: readonly AttachmentKind[] = [
  kind('image/jpeg', ['.jpg', '.jpeg'], { zh: 'JPEG 图片', en: 'a JPEG image' }, true),
  kind('image/png', ['.png'], { zh: 'PNG 图片', en: 'a PNG image' }, true),
  kind('image/webp', ['.webp'], { zh: 'WebP 图片', en: 'a WebP image' }, true),
  // What an iPhone takes; few browsers show it.
  kind('image/heic', ['.heic', '.heif'], { zh: 'HEIC 图片', en: 'a HEIC image' }, false),
  kind('image/heif', ['.heif', '.heic'], { zh: 'HEIF 图片', en: 'a HEIF image' }, false),
  kind('application/pdf', ['.pdf'], { zh: 'PDF 文件', en: 'a PDF document' }, true),
  kind(`${OFFICE}.wordprocessingml.document`, ['.docx'], { zh: 'Word 文档', en: 'a Word document' }, false),
  kind(`${OFFICE}.spreadsheetml.sheet`, ['.xlsx'], { zh: 'Excel 表格', en: 'an Excel sheet' }, false),
];

/** The kind with this media type, if it is one of those that may be attached. */
export function kindOf(mediaType: string): AttachmentKind | undefined {
  return KINDS.find((known) => known.mediaType === mediaType);
}

/** @throws {Refusal} attachment.kind for a name that no kind has: before it is sent. */
export function requireKnownName(name: string): void {
  const extension = extname(name).toLowerCase();
  if (extension !== '' && !KINDS.some(({ extensions }) => extensions.includes(extension)))
    throw notAllowed('/name');
}

/**
 * The kind of a file by what is in it.
 *
 * @throws {Refusal} attachment.kind for one that may not be attached, attachment.name when its name says otherwise.
 */
export async function kindOfFile(path: string, name: string): Promise<AttachmentKind> {
  const found = kindOf((await fileTypeFromFile(path))?.mime ?? '');
  if (!found) throw notAllowed();
  const extension = extname(name).toLowerCase();
  if (extension === '' || found.extensions.includes(extension)) return found;
  throw new Refusal(
    'attachment.name',
    {
      zh: `文件名以“${extension}”结尾，内容却是${found.says.zh}`,
      en: `The name ends with “${extension}”, but the content is ${found.says.en}`,
    },
    { zh: '请改正文件名后重新上传', en: 'correct the name and send it again' },
  );
}

function notAllowed(pointer?: string): Refusal {
  return new Refusal(
    'attachment.kind',
    {
      zh: '只能上传 JPG、PNG、WebP、HEIC 图片，PDF 文件，Word（docx）和 Excel（xlsx）文档',
      en: 'Only JPG, PNG, WebP and HEIC images, PDF, Word (docx) and Excel (xlsx) documents can be attached',
    },
    { zh: '请转换格式后重新上传', en: 'convert the file and send it again' },
    pointer,
  );
}

function kind(
  mediaType: string,
  extensions: readonly string[],
  says: Sentence,
  inline: boolean,
): AttachmentKind {
  return { mediaType, extensions, says, inline };
}
