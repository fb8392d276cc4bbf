import { z } from 'zod';
import type { Sentence } from '../features/shared/refusal.ts';
import { prefersEnglish, Problem, type FieldError } from './problem.ts';

// Whoever sends thousands of wrong fields learns enough from these.
const MOST_ERRORS = 50;

const libraryChinese = z.locales.zhCN().localeError;
const libraryEnglish = z.locales.en().localeError;

const chinese: z.core.$ZodErrorMap = (issue) => plainSentence(issue)?.zh ?? libraryChinese(issue);
const english: z.core.$ZodErrorMap = (issue) => plainSentence(issue)?.en ?? libraryEnglish(issue);

/** What clerks meet often, in words they use; the library's own sentences are for programmers. */
function plainSentence(issue: z.core.$ZodRawIssue): Sentence | undefined {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      return issue.input === undefined ? { zh: '必填', en: 'Required' } : undefined;
    case 'unrecognized_keys':
      return { zh: '没有这个字段', en: 'No such field' };
    case 'invalid_format':
      if (issue.format === 'regex') return { zh: '格式不正确', en: 'Not in the right form' };
      return issue.format === 'date' ? { zh: '没有这个日期', en: 'There is no such day' } : undefined;
    case 'too_big':
      if (issue.origin === 'array')
        return { zh: `最多 ${issue.maximum} 项`, en: `${issue.maximum} entries at most` };
      return issue.origin === 'string'
        ? { zh: `最多 ${issue.maximum} 个字`, en: `At most ${issue.maximum} characters` }
        : { zh: `不能大于 ${issue.maximum}`, en: `Not more than ${issue.maximum}` };
    case 'too_small':
      if (issue.origin === 'array')
        return { zh: `至少 ${issue.minimum} 项`, en: `${issue.minimum} or more entries` };
      return issue.origin === 'string'
        ? { zh: `至少 ${issue.minimum} 个字`, en: `At least ${issue.minimum} characters` }
        : { zh: `不能小于 ${issue.minimum}`, en: `Not less than ${issue.minimum}` };
    case 'custom':
      return FAULTS[String(issue.params?.['fault'])];
    default:
      return undefined;
  }
}

/** What a schema's own rules say is wrong, by the `fault` that each of them names. */
const FAULTS: Readonly<Record<string, Sentence>> = {
  duplicate: { zh: '不能重复', en: 'Not the same twice' },
  'above-one': { zh: '分子不能大于分母', en: 'Not more than the denominator' },
  zero: { zh: '不能为 0', en: 'Not zero' },
};

/**
 * A whole number of a query string: digits and nothing else. To JavaScript the empty text is a number too, and so are `0x10`,
 * ` 7 ` and `1e2`.
 */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return z.preprocess(
    (sent) => (typeof sent === 'string' && /^\d{1,16}$/.test(sent) ? Number(sent) : sent),
    z.int().min(least).max(most),
  );
}

/**
 * The value in the form the schema gives it.
 *
 * @param prefix what the errors' pointers begin with: '' for a body, '?' for a query.
 * @throws {Problem} 422 with an error for each field, up to 50.
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { prefix = '', language }: { prefix?: '' | '?'; language?: string | undefined } = {},
): z.infer<Schema> {
  const result = schema.safeParse(value, { error: prefersEnglish(language) ? english : chinese });
  if (result.success) return result.data;
  throw new Problem(
    422,
    'validation',
    { zh: '填写有误', en: 'Some fields are not right' },
    { errors: result.error.issues.flatMap((issue) => fieldErrors(issue, prefix)).slice(0, MOST_ERRORS) },
  );
}

/** 422 for a single field that a rule beyond the schema refuses. */
export function fieldProblem(
  pointer: string,
  code: string,
  sentence: Sentence,
  language: string | undefined,
): Problem {
  const message = prefersEnglish(language) ? sentence.en : sentence.zh;
  return new Problem(
    422,
    'validation',
    { zh: '填写有误', en: 'Some fields are not right' },
    { errors: [{ pointer, code, message }] },
  );
}

function fieldErrors(issue: z.core.$ZodIssue, prefix: '' | '?'): FieldError[] {
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({
    pointer: prefix === '?' ? `?${path.map(String).join('.')}` : pointer(path),
    code: issue.code,
    message: issue.message,
  }));
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
