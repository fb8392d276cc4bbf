import { bigint, date, defineProjection, integer, nullable, text } from '../../projections/index.ts';
import type { ProgrammeEvents } from './programme.events.ts';

/** A town's own target of a year and build type, the one set last. */
export const annualTarget = defineProjection<ProgrammeEvents>()({
  name: 'annual_target',
  version: 1,
  key: { year: integer(), buildType: text() },
  row: { setOn: date(), venues: integer(), amountFen: nullable(bigint()), campaign: nullable(text()) },
  on: {
    AnnualTargetSet: {
      key: ({ data }) => ({ year: data.year, buildType: data.buildType }),
      fold: (_, { data, occurredOn }) => ({
        setOn: occurredOn,
        venues: data.venues,
        amountFen: data.amountFen ?? null,
        campaign: data.campaign ?? null,
      }),
    },
  },
});
