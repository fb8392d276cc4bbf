import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../read-models.ts';
import type { Sentence } from '../shared/refusal.ts';
import { percent } from '../shared/rounding.ts';
import { rankedFigure, type RankedFigure } from '../shared/values.ts';
import { overviewModels, townLines } from './overview.view.ts';

/** The read models that the published rankings are made of. */
export const rankingsModels = ['ranking', ...overviewModels] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof rankingsModels)[number]>>;
type TownLine = Awaited<ReturnType<typeof townLines>>[number];

const METHODS: Readonly<
  Record<RankedFigure, { method: Sentence; counts: (town: TownLine) => { count: number; of: number } }>
> = {
  coverage: {
    method: {
      zh: '有阵地的村数（已竣工或已登记、未停用，含共用）÷ 全部村数，从高到低；相同者名次相同',
      en: 'villages with a venue (completed or registered, not retired; their own or shared) ÷ all villages, the highest first; equals share a place',
    },
    counts: ({ covered, villages }) => ({ count: covered, of: villages }),
  },
  completion: {
    method: {
      zh: '已竣工项目数 ÷ 计划项目数（不含取消），从高到低；相同者名次相同',
      en: 'completed projects ÷ planned ones (without cancelled ones), the highest first; equals share a place',
    },
    counts: ({ completed, planned }) => ({ count: completed, of: planned }),
  },
};

/** A town in a ranking: the counts that the rate is made of, and its place. */
export interface RankedTown {
  readonly code: string;
  readonly name: string;
  readonly count: number;
  readonly of: number;
  /** With one place; `—` where nothing is to be divided by (rule 16): such a town has no place either. */
  readonly ratePct: string;
  readonly place: number | null;
}

/** The rankings that the county publishes, and nothing else of its towns. */
export async function rankings(db: Db, towns: readonly { tenantId: number; code: string; name: string }[]) {
  const published = await db
    .selectFrom('ranking')
    .select(['figure', 'publishedOn'])
    .where('publishedOn', 'is not', null)
    .execute();
  if (published.length === 0) return [];
  const lines = await townLines(db, towns);
  return rankedFigure.options.flatMap((figure) => {
    const row = published.find((r) => r.figure === figure);
    if (!row) return [];
    const { method, counts } = METHODS[figure];
    const ranked = rank(lines.map((line) => ({ code: line.code, name: line.name, ...counts(line) })));
    return [{ figure, publishedOn: row.publishedOn, method: method.zh, methodEn: method.en, towns: ranked }];
  });
}

/** By rate, the highest first, equals beside each other by code; compared exactly, before any rounding. Pure. */
export function rank(
  towns: readonly { code: string; name: string; count: number; of: number }[],
): RankedTown[] {
  const rate = ({ count, of }: { count: number; of: number }) => (of === 0 ? -1 : count / of);
  const above = (town: { count: number; of: number }) =>
    towns.filter((other) => other.of > 0 && other.count * town.of > town.count * other.of).length;
  return towns
    .toSorted((a, b) => rate(b) - rate(a) || (a.code < b.code ? -1 : 1))
    .map((town) => ({
      ...town,
      ratePct: percent(town.count, town.of),
      place: town.of === 0 ? null : above(town) + 1,
    }));
}
