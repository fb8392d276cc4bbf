import type { Language } from '../i18n/language.ts';
import type { FieldError, ProblemBody } from './types.ts';

/** A request that did not succeed: the server's problem+json, or one made here when no server answered. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly id: string | undefined;
  readonly errors: readonly FieldError[];
  /** Seconds to wait before the next try, where the server said so. */
  readonly retryAfter: number | undefined;
  /** The moment of the next try that the server asks for. */
  readonly retryAt: Date | undefined;
  private readonly body: ProblemBody;

  constructor(body: ProblemBody, retryAfter?: number) {
    super(body.title);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code ?? '';
    this.id = body.id;
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
    this.retryAt = retryAfter === undefined ? undefined : new Date(Date.now() + retryAfter * 1000);
    this.body = body;
  }

  /** The server's title in the language of the page; undefined where it has none in that language. */
  title(language: Language): string | undefined {
    return language === 'en' ? this.body.titleEn : this.body.title;
  }

  /** The server's explanation in the language of the page, else in the one that it has. */
  detail(language: Language): string | undefined {
    return language === 'en' ? (this.body.detailEn ?? this.body.detail) : this.body.detail;
  }
}

/** Code of a problem made here because no answer came at all. */
export const networkCode = 'network';

/** The problem of a request that reached no server. */
export function networkProblem(): Problem {
  return new Problem({
    title: '连不上服务器',
    titleEn: 'The server cannot be reached',
    status: 0,
    code: networkCode,
    detail: '请检查网络后重试；已填写的内容不会丢失。',
    detailEn: 'Check the network and try again; nothing you typed is lost.',
  });
}

/** Reads the problem out of a failed answer, whatever its body is. */
export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = retryAfterSeconds(response.headers.get('retry-after'));
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblemBody(body)) return new Problem({ ...body, status: response.status }, retryAfter);
  return new Problem(
    {
      title: '服务器没有正常应答',
      titleEn: 'The server did not answer properly',
      status: response.status,
      detail: `HTTP ${String(response.status)}`,
    },
    retryAfter,
  );
}

/** Seconds of a Retry-After header; undefined for an absent header or the date form, which our server does not send. */
export function retryAfterSeconds(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header.trim()) ? Number(header) : undefined;
}

function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'title' in body && typeof body.title === 'string';
}
