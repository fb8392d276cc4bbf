import { Problem } from '../../libs/platform/problem.ts';

// SQLSTATE: no such column, no such table.
const OTHER_SHAPE = new Set(['42703', '42P01']);

/**
 * Awaits what is read of the read models.
 *
 * @throws {Problem} 503 where this program asks for what the read model has in another version only: one that is still
 *   being built, or one that this program is too old for.
 */
export async function whileRebuilt<Data>(reading: Promise<Data>): Promise<Data> {
  try {
    return await reading;
  } catch (error) {
    throw OTHER_SHAPE.has(String((error as { code?: unknown }).code)) ? rebuilding(error) : error;
  }
}

function rebuilding(cause: unknown): Problem {
  const problem = new Problem(
    503,
    'view.rebuilding',
    {
      zh: '此视图正在重建，请稍后重试；已登记的内容没有丢失',
      en: 'This view is being rebuilt: try again in a moment; nothing recorded is lost',
    },
    { retryAfterSeconds: 5 },
  );
  return Object.assign(problem, { cause });
}
