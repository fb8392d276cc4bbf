import { Inject, Injectable } from '@nestjs/common';
import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../../libs/features/read-models.ts';
import type { ViewContext } from '../../libs/features/report-figures/view-context.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { CountyPolicies } from '../../libs/platform/county-policies.ts';
import type { TenantScope } from '../../libs/tenancy/index.ts';
import { cutoffOf } from './cutoff.ts';
import { Views } from './views.service.ts';

/** Whose view: the scope that reads it, and the towns that it is about. */
export interface ViewPlace {
  readonly scope: TenantScope;
  readonly towns: ViewContext['towns'];
}

/** As of when a view is asked for. */
export interface AskedView {
  readonly asOf?: string | undefined;
  readonly recordedBy?: string | undefined;
  readonly atLeast?: number | undefined;
}

/** A view that rests on what the county has laid down, beside its rows. */
export interface PolicyView<Model extends keyof ReadModels, Data> {
  readonly models: readonly Model[];
  readonly read: (db: QueryCreator<Pick<ReadModels, Model>>, context: ViewContext) => Promise<Data>;
}

/** Answers views that rest on the county's standards and targets: both as of the same day. */
@Injectable()
export class ProgressViews {
  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(CountyPolicies) private readonly policies: CountyPolicies,
  ) {}

  /** What the scope's county laid down as of then, event by event. */
  laidDown({ scope }: ViewPlace, { asOf, recordedBy }: AskedView) {
    return this.policies.eventsAsOf(scope, cutoffOf({ asOf, recordedBy }) ?? {});
  }

  async answer<Model extends keyof ReadModels, Data>(
    { scope, towns }: ViewPlace,
    { asOf, recordedBy, atLeast }: AskedView,
    { models, read }: PolicyView<Model, Data>,
  ) {
    const past = cutoffOf({ asOf, recordedBy });
    const policy = await this.policies.asOf(scope, past ?? {});
    const on = asOf ?? businessDate(new Date());
    return this.views.answer(
      scope,
      towns,
      {
        models,
        read: (db, nameOf) =>
          read(db, { towns: towns.map((town) => ({ ...town, name: nameOf(town) })), policy, on }),
      },
      { atLeast, past },
    );
  }
}
