import { z } from 'zod';
import { chunkQuery, contentQuery, uploadSchema } from './attachments.controller.ts';
import { body, json, pathParameter, problems, queryParameters, town } from './openapi-parts.ts';

const upload = pathParameter('uploadId', '^[0-9a-fA-F-]{36}$');
const sha256 = pathParameter('sha256', '^[0-9a-f]{64}$');
const bytes = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
});

const UPLOADS = '/api/v1/towns/{townCode}/attachments/uploads';

/** The routes of attachments. */
export const attachmentPaths = {
  [UPLOADS]: {
    post: {
      operationId: 'begin-upload',
      tags: ['attachments'],
      summary: 'Announces a file. Its bytes follow in chunks, and it is an attachment once it is completed',
      parameters: [town],
      requestBody: { required: true, ...body('Upload', 'The file') },
      responses: { 201: body('BegunUpload', 'Begun'), ...problems(400, 401, 403, 404, 415, 422) },
    },
  },
  [`${UPLOADS}/{uploadId}`]: {
    get: {
      operationId: 'upload',
      tags: ['attachments'],
      summary: 'Where an upload goes on after a connection that broke',
      parameters: [town, upload],
      responses: { 200: body('UploadState', 'The state'), ...problems(401, 403, 404) },
    },
    put: {
      operationId: 'send-chunk',
      tags: ['attachments'],
      summary:
        'The next bytes of an upload, on the disk once this is answered. 409 names the offset at which it goes on, in `Upload-Offset` too',
      parameters: [town, upload, ...queryParameters(chunkQuery)],
      requestBody: { required: true, ...bytes('At most `chunkBytes` of the content') },
      responses: {
        200: body('UploadState', 'The state'),
        ...problems(400, 401, 403, 404, 409, 413, 415, 422),
      },
    },
  },
  [`${UPLOADS}/{uploadId}/complete`]: {
    post: {
      operationId: 'complete-upload',
      tags: ['attachments'],
      summary:
        'Makes an attachment of what has come, after a look at its length, its SHA-256 and its content. The same again within a day answers the same',
      parameters: [town, upload],
      responses: { 201: body('Attachment', 'Kept'), ...problems(401, 403, 404, 409, 422) },
    },
  },
  '/api/v1/towns/{townCode}/attachments/{sha256}': {
    get: {
      operationId: 'attachment',
      tags: ['attachments'],
      summary: 'An attachment’s content; of a village clerk’s those of the own village',
      parameters: [town, sha256, ...queryParameters(contentQuery)],
      responses: {
        200: bytes('The content, under its own media type'),
        ...problems(401, 403, 404, 422, 503),
      },
    },
  },
};

export const attachmentSchemas = {
  Upload: json(uploadSchema),
  BegunUpload: json(
    z.object({
      uploadId: z.uuid(),
      chunkBytes: z.int().describe('bytes of a chunk, at most'),
      nextOffset: z.int(),
    }),
  ),
  UploadState: json(z.object({ nextOffset: z.int().describe('where the next bytes belong') })),
  Attachment: json(
    z.object({
      sha256: z.string(),
      name: z.string(),
      mediaType: z.string().describe('found from the content'),
      bytes: z.int(),
    }),
  ),
};
