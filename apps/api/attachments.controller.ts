import type { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { line, uuid } from '../../libs/features/shared/values.ts';
import { Attachments, CHUNK_BYTES, kindOf, Uploads, type Uploader } from '../../libs/attachments/index.ts';
import { notFound, Problem } from '../../libs/platform/problem.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { AuditLog, grantingRole } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import { entryOf } from './audit-entries.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the content, hexadecimal in lower case');

export const uploadSchema = z.strictObject({
  name: line(200)
    .regex(/^[^/\\]*$/)
    .describe('name of the file; its extension must not contradict the content'),
  bytes: z.int().min(1).describe('length of the content'),
  sha256: sha256.optional(),
  villageId: uuid.optional().describe('whose clerk may have it too; a village clerk’s own'),
});

export const chunkQuery = z.strictObject({
  offset: wholeNumber(0).describe('where in the content these bytes belong: the `nextOffset` last told'),
});

export const contentQuery = z.strictObject({
  for: z
    .enum(['view', 'download'])
    .default('view')
    .describe('a download is recorded as an export, and comes as a file to be saved'),
});

interface AttachmentPath {
  readonly townCode: string;
  readonly sha256: string;
}

interface UploadPath {
  readonly townCode: string;
  readonly uploadId: string;
}

// Whatever a browser makes of a content: it runs nothing, asks for nothing, and belongs to no site.
const SHOWN_HARMLESSLY = "default-src 'none'; sandbox";

/** Files of a town: taken in by chunks, kept by their content, given to whoever may read what they belong to. */
@Controller('api/v1/towns/:townCode/attachments')
export class AttachmentsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(AuditLog) private readonly log: AuditLog,
  ) {}

  @Post('uploads')
  async begin(
    @Req() request: AuthenticatedRequest,
    @Param('townCode') townCode: string,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const uploader = await this.uploader(request, townCode);
    const uploadId = await this.uploads.begin(uploader, validated(uploadSchema, sent, { language }));
    return { uploadId, chunkBytes: CHUNK_BYTES, nextOffset: 0 };
  }

  /** Where to go on after a connection that broke. */
  @Get('uploads/:uploadId')
  async state(@Req() request: AuthenticatedRequest, @Param() { townCode, uploadId }: UploadPath) {
    const nextOffset = await this.uploads.nextOffset(await this.uploader(request, townCode), idOf(uploadId));
    if (nextOffset === null) throw noSuchUpload();
    return { nextOffset };
  }

  @Put('uploads/:uploadId')
  async write(
    @Req() request: AuthenticatedRequest,
    @Param() { townCode, uploadId }: UploadPath,
    @Query() query: unknown,
    @Body() chunk: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const uploader = await this.uploader(request, townCode);
    const { offset } = validated(chunkQuery, query, { prefix: '?', language });
    if (!Buffer.isBuffer(chunk)) throw notBytes();
    const state = await this.uploads.write(uploader, idOf(uploadId), offset, chunk);
    if (!state) throw noSuchUpload();
    if (!state.taken) throw wrongOffset(state.nextOffset);
    return { nextOffset: state.nextOffset };
  }

  @Post('uploads/:uploadId/complete')
  async complete(@Req() request: AuthenticatedRequest, @Param() { townCode, uploadId }: UploadPath) {
    const completed = await this.uploads.complete(await this.uploader(request, townCode), idOf(uploadId));
    if (!completed) throw noSuchUpload();
    if ('nextOffset' in completed) throw wrongOffset(completed.nextOffset);
    return completed;
  }

  @Get(':sha256')
  async read(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param() path: AttachmentPath,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ): Promise<void> {
    const scope = await this.access.town(request.principal, path.townCode, 'attachments');
    const { for: purpose } = validated(contentQuery, query, { prefix: '?', language });
    const asked = sha256.safeParse(path.sha256);
    const found = asked.success ? await this.attachments.open(scope, asked.data) : null;
    if (!found) throw notFound({ zh: '这个附件', en: 'attachment' });
    if (purpose === 'download') await this.recordDownload(request, path, found.content);
    const { name, mediaType, bytes } = found.attachment;
    const type = purpose === 'view' && kindOf(mediaType)?.inline ? 'inline' : 'attachment';
    await reply
      .header('content-type', mediaType)
      .header('content-length', bytes)
      .header('content-disposition', contentDisposition(name, { type }))
      .header('content-security-policy', SHOWN_HARMLESSLY)
      .send(found.content);
  }

  /** By its digest, which events name it by: names of files may be those of people. Unless it is recorded, it does not leave. */
  private async recordDownload(
    request: AuthenticatedRequest,
    { townCode, sha256 }: AttachmentPath,
    content: Readable,
  ): Promise<void> {
    try {
      await this.log.record(
        entryOf(request, {
          action: 'export',
          target: sha256,
          details: { town: townCode },
          role: grantingRole(request.principal, 'attachments'),
        }),
      );
    } catch (error) {
      content.destroy();
      throw error;
    }
  }

  private async uploader({ principal }: AuthenticatedRequest, townCode: string): Promise<Uploader> {
    const scope = await this.access.town(principal, townCode, 'attachments:upload');
    return { scope, account: principal.subject };
  }
}

/** @throws {Problem} 404 for what is no id: there is no such upload either. */
function idOf(sent: string): string {
  const id = uuid.safeParse(sent);
  if (id.success) return id.data;
  throw noSuchUpload();
}

const noSuchUpload = () => notFound({ zh: '这次上传', en: 'upload' });

const notBytes = () =>
  new Problem(415, 'body.media-type', {
    zh: '请求正文须为 application/octet-stream',
    en: 'The body must be application/octet-stream',
  });

function wrongOffset(nextOffset: number): Problem {
  const title = {
    zh: '文件须从已收到的地方接着传',
    en: 'The upload goes on where the bytes end that have come',
  };
  const detail = {
    zh: `请从第 ${nextOffset} 字节接着传`,
    en: `Go on at byte ${nextOffset}`,
  };
  return new Problem(409, 'attachment.offset', title, {
    detail,
    headers: { 'upload-offset': String(nextOffset) },
  });
}
