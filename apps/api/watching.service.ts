import { Inject, Injectable } from '@nestjs/common';
import type { QueryCreator } from 'kysely';
import type { Watch } from '../../libs/features/projects/watched-projects.ts';
import type { ReadModels } from '../../libs/features/read-models.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { CountyPolicies } from '../../libs/platform/county-policies.ts';
import type { Cutoff } from '../../libs/projections/index.ts';
import type { TenantName, TenantScope } from '../../libs/tenancy/index.ts';
import { Views, type Wanted } from './views.service.ts';

/** Answers views that measure what is by what the county has laid down, on the day that the view is of. */
@Injectable()
export class WatchingViews {
  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(CountyPolicies) private readonly policies: CountyPolicies,
  ) {}

  async answer<Model extends keyof ReadModels, Data>(
    scope: TenantScope,
    towns: readonly (TenantName & { readonly code: string })[],
    {
      models,
      read,
    }: {
      readonly models: readonly Model[];
      readonly read: (views: QueryCreator<Pick<ReadModels, Model>>, watch: Watch) => Promise<Data>;
    },
    wanted: Wanted,
  ) {
    const { past } = wanted;
    const policy = await (past ? this.policies.asOf(scope, past) : this.policies.of(scope));
    const today = dayOf(past);
    return this.views.answer(
      scope,
      towns,
      {
        models,
        read: (views, nameOf) =>
          read(views, { policy, today, towns: towns.map((town) => ({ ...town, name: nameOf(town) })) }),
      },
      wanted,
    );
  }
}

/** The day that a view is of: what is overdue or idle is so on that day. */
function dayOf(past: Cutoff | undefined): string {
  const { asOf, recordedBy } = past ?? {};
  return asOf ?? businessDate(recordedBy === undefined ? new Date() : new Date(recordedBy));
}
