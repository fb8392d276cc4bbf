import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CommandIdReused,
  StoreBusy,
  TenantClosed,
  TenantSuspended,
  VersionConflict,
} from '../event-store/index.ts';
import { Refusal, type Sentence } from '../features/shared/refusal.ts';
import { OutsideVillage } from '../tenancy/index.ts';
import { AttachmentLost } from '../attachments/index.ts';
import { PersonRefused, UnreadablePerson } from '../persons/index.ts';
import type { Logger } from './logging.ts';

/** One thing that is wrong with a request. `pointer` is a JSON pointer into the body, or `?name` of the query. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal on its way to the client; RFC 9457. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: Sentence,
    readonly more: {
      detail?: Sentence;
      errors?: readonly FieldError[];
      retryAfterSeconds?: number;
      /** Sent with the answer. */
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(`${code}: ${title.en}`);
  }
}

export const unauthenticated = () =>
  new Problem(401, 'sign-in.required', { zh: '请先登录', en: 'Sign in first' });

export const noPermission = () =>
  new Problem(403, 'permission.denied', {
    zh: '没有权限，确需办理的请联系管理员',
    en: 'You have no permission for this: ask an administrator',
  });

export const notFound = (what: Sentence) =>
  new Problem(404, 'not-found', {
    zh: `没有${what.zh}，请核对`,
    en: `No such ${what.en}: check it`,
  });

/** What the server itself refuses before a route sees it. */
const UNREADABLE: Readonly<Record<number, { code: string; title: Sentence }>> = {
  400: {
    code: 'request.unreadable',
    title: {
      zh: '请求无法解析，请检查 JSON 与编码',
      en: 'The request cannot be parsed: check its JSON and its encoding',
    },
  },
  // Ours are problems of their own; what is left is the framework's refusal of other sites' pages.
  403: {
    code: 'request.cross-site',
    title: {
      zh: '不接受其他网站的页面发来的请求，请在本系统的页面上办理',
      en: 'Requests from the pages of other sites are not accepted: use the pages of this one',
    },
  },
  408: {
    code: 'request.too-slow',
    title: {
      zh: '请求发送过慢，请检查网络后重试',
      en: 'The request came too slowly: check the network and try again',
    },
  },
  413: {
    code: 'body.too-large',
    title: { zh: '请求正文过大，请减少内容后重试', en: 'The body is too large: send less at once' },
  },
  414: {
    code: 'address.too-long',
    title: { zh: '请求地址过长，请减少查询条件', en: 'The address is too long: ask for less at once' },
  },
  415: {
    code: 'body.media-type',
    title: { zh: '请求正文须为 application/json', en: 'The body must be application/json' },
  },
  431: {
    code: 'headers.too-large',
    title: { zh: '请求头过大，请减少请求头', en: 'The headers are too large: send fewer' },
  },
};

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

const CONNECTION_LOST = new Set([
  '25P03',
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
]);
// The driver's own errors have no code.
const DRIVER_LOST =
  /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when trying to connect|^Query read timeout/;

/** The one place where errors become answers. What nobody foresaw is logged under an id and tells nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** @param onProblem told of each problem, before it is answered. */
  constructor(
    private readonly logger: Logger,
    private readonly onProblem: (request: FastifyRequest, problem: Problem) => void = () => undefined,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const english = prefersEnglish(request.headers['accept-language']);
    const problem = problemOf(error, english);
    this.onProblem(request, problem);
    const id = randomUUID();
    if (problem.status >= 500) {
      this.logger.error({ err: error, id, method: request.method, url: request.url }, 'request failed');
    }
    const { retryAfterSeconds, headers } = problem.more;
    if (retryAfterSeconds) void reply.header('retry-after', retryAfterSeconds);
    if (headers) void reply.headers(headers);
    // A live stream has begun already: all that is left is to end it.
    if (reply.sent || reply.raw.headersSent) return void reply.raw.end();
    void reply
      .status(problem.status)
      .header('content-type', PROBLEM_JSON)
      .send({ ...problemBody(problem, english), ...(problem.status >= 500 && { id }) });
  }
}

/** What a problem says, in the language asked for. */
export function problemBody({ code, status, title, more }: Problem, english: boolean) {
  const { detail, errors } = more;
  return {
    type: `urn:zhendi:problem:${code}`,
    title: english ? title.en : title.zh,
    titleEn: title.en,
    status,
    ...(detail && { detail: english ? detail.en : detail.zh, detailEn: detail.en }),
    code,
    ...(errors && { errors }),
  };
}

/** Chinese unless English is asked for. */
export function prefersEnglish(acceptLanguage: string | undefined): boolean {
  return /^\s*en\b/i.test(acceptLanguage ?? '');
}

function problemOf(error: unknown, english: boolean): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return refused(error, english);
  if (error instanceof OutsideVillage) return notFound({ zh: '这个村', en: 'village' });
  if (error instanceof CommandIdReused) {
    return new Problem(422, 'idempotency-key.reused', {
      zh: '这个 Idempotency-Key 已用于另一个内容不同的请求，请换一个新的',
      en: 'This Idempotency-Key was used for another request: take a new one',
    });
  }
  if (error instanceof VersionConflict) {
    return new Problem(409, 'version.conflict', {
      zh: '同时有他人在修改，请重试',
      en: 'Somebody else is changing this at the moment: try again',
    });
  }
  if (error instanceof TenantSuspended) {
    return new Problem(403, 'tenant.suspended', {
      zh: '本镇已停用，只能查看，不能登记，需要恢复的请联系县级管理员',
      en: 'The town is suspended: it can be read, not written; ask the county’s administrator to resume it',
    });
  }
  if (error instanceof TenantClosed) {
    return new Problem(403, 'tenant.closed', {
      zh: '本镇已撤销，只能查看，不能登记，已并入其他乡镇的请在该镇登记',
      en: 'The town was closed: it can be read, not written; where it was merged, record in the town that it went into',
    });
  }
  if (error instanceof StoreBusy) {
    return new Problem(
      503,
      'store.busy',
      { zh: '登记的人太多，请稍后重试', en: 'Too many are recording at once: try again in a moment' },
      { retryAfterSeconds: 1 },
    );
  }
  if (error instanceof PersonRefused) return personProblem(error);
  if (error instanceof UnreadablePerson) {
    return new Problem(503, 'person.unreadable', {
      zh: '此人的资料无法读取，须由运维人员处理',
      en: 'The data of this person cannot be read, until the operators have seen to it',
    });
  }
  if (error instanceof AttachmentLost) {
    return new Problem(503, 'attachment.lost', {
      zh: '附件文件丢失或损坏，须由运维人员从备份恢复',
      en: 'The file of this attachment is lost or damaged, until the operators bring it back from a backup',
    });
  }
  if (error instanceof HttpException) return httpProblem(error);
  return unforeseen(error);
}

function personProblem({ reason }: PersonRefused): Problem {
  switch (reason) {
    case 'unknown':
      return notFound({ zh: '这个人员', en: 'person' });
    case 'erased':
      return new Problem(409, 'person.erased', {
        zh: '此人的资料已删除，不能恢复，请另行登记人员',
        en: 'The data of this person were erased, for good: enter the person anew',
      });
    case 'exists':
      return new Problem(409, 'person.exists', {
        zh: '这个编号已用于另一个人，请换用新的编号',
        en: 'This id is the id of another person: take a new one',
      });
    default:
      return reason satisfies never;
  }
}

function refused({ code, sentence, pointer }: Refusal, english: boolean): Problem {
  const errors = pointer ? [{ pointer, code, message: english ? sentence.en : sentence.zh }] : undefined;
  return new Problem(
    422,
    code,
    { zh: '不符合规定', en: 'A rule forbids this' },
    { detail: sentence, ...(errors && { errors }) },
  );
}

function httpProblem(error: HttpException): Problem {
  const status = error.getStatus();
  if (status === 404) return notFound({ zh: '这个地址', en: 'address' });
  return status < 500 ? unreadable(status) : unforeseen(error);
}

function unforeseen(error: unknown): Problem {
  const { code, statusCode, message } = Object(error) as {
    code?: string;
    statusCode?: number;
    message?: string;
  };
  // First: a client that hangs up in the middle of its body has the code of a lost connection too.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return unreadable(statusCode);
  if (CONNECTION_LOST.has(code ?? '') || DRIVER_LOST.test(message ?? '')) {
    return new Problem(
      503,
      'database.unavailable',
      { zh: '数据库暂时不可用，请稍后重试', en: 'The database is not available: try again in a moment' },
      { retryAfterSeconds: 2 },
    );
  }
  return new Problem(500, 'internal', {
    zh: '系统出错，请稍后重试',
    en: 'Something went wrong: try again later',
  });
}

/** The problem of a request that never reached a route. */
export function unreadable(status: number): Problem {
  const { code, title } = UNREADABLE[status] ?? UNREADABLE[400]!;
  return new Problem(status, code, title);
}
