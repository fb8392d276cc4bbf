import type { UploadRoutes } from '../attachments/upload-routes.ts';
import { request, requestResponse } from './http.ts';

/** The server's routes of uploads to a town. */
export function uploadRoutes(townCode: string): UploadRoutes {
  const uploads = `/towns/${townCode}/attachments/uploads`;
  return {
    begin: (body, signal) => request(uploads, { method: 'POST', body, signal }),
    nextOffset: async (uploadId, signal) =>
      (await request<{ nextOffset: number }>(`${uploads}/${uploadId}`, { signal })).nextOffset,
    send: async (uploadId, offset, bytes, signal) => {
      const path = `${uploads}/${uploadId}?offset=${String(offset)}`;
      return (await request<{ nextOffset: number }>(path, { method: 'PUT', bytes, signal })).nextOffset;
    },
    complete: (uploadId, signal) => request(`${uploads}/${uploadId}/complete`, { method: 'POST', signal }),
  };
}

/** The content of an attachment, to be shown. */
export async function attachmentContent(
  townCode: string,
  sha256: string,
  signal?: AbortSignal,
): Promise<Blob> {
  const response = await requestResponse(`/towns/${townCode}/attachments/${sha256}`, { signal });
  return response.blob();
}

/** The content of an attachment, to be saved: the audit log keeps that it was. */
export async function attachmentDownload(townCode: string, sha256: string): Promise<Blob> {
  const response = await requestResponse(`/towns/${townCode}/attachments/${sha256}?for=download`);
  return response.blob();
}
