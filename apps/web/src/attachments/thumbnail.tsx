import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { attachmentContent } from '../api/attachments.ts';
import type { Attachment } from './upload-routes.ts';

/** Twice as large as it is shown, for screens that show two points in the place of one. */
const longestSide = 112;

/**
 * A small picture, drawn once it comes into sight. It is drawn on a canvas: a picture with an address would need a policy that
 * lets the page show what no server sent, and would keep the large one in memory.
 */
export function Thumbnail({ townCode, attachment }: { townCode: string; attachment: Attachment }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { sha256, name } = attachment;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const leaving = new AbortController();
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      // Without a picture the row still says everything.
      draw(element, townCode, sha256, leaving.signal).catch(() => undefined);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      leaving.abort();
    };
  }, [townCode, sha256]);
  return (
    <canvas
      ref={canvas}
      className="thumbnail"
      width={longestSide}
      height={longestSide}
      role="img"
      aria-label={t('attachment.pictureOf', { name })}
    />
  );
}

async function draw(
  canvas: HTMLCanvasElement,
  townCode: string,
  sha256: string,
  signal: AbortSignal,
): Promise<void> {
  const picture = await createImageBitmap(await attachmentContent(townCode, sha256, signal));
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
}
