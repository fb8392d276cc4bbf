import { z } from 'zod';
import { prefersEnglish, Problem, type FieldError } from './problem.ts';

const isMissing = ({ code, input }: z.core.$ZodRawIssue) =>
  input === undefined && (code === 'invalid_type' || code === 'invalid_value');
const isPattern = (issue: z.core.$ZodRawIssue) => issue.code === 'invalid_format' && issue.format === 'regex';

// Whoever sends thousands of wrong fields learns enough from these.
const MOST_ERRORS = 50;

const libraryChinese = z.locales.zhCN().localeError;
const libraryEnglish = z.locales.en().localeError;

/**
 * The library's sentences, but for two that clerks meet often and would not understand, and one that names all
 * unknown fields at once, which are told one by one.
 */
const chinese: z.core.$ZodErrorMap = (issue) => {
  if (isMissing(issue)) return '必填';
  if (issue.code === 'unrecognized_keys') return '没有这个字段';
  return isPattern(issue) ? '格式不正确' : libraryChinese(issue);
};
const english: z.core.$ZodErrorMap = (issue) => {
  if (isMissing(issue)) return 'Required';
  if (issue.code === 'unrecognized_keys') return 'No such field';
  return isPattern(issue) ? 'Not in the right form' : libraryEnglish(issue);
};

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
