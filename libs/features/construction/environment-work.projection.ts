import { date, defineProjection, integer, text, uuid } from '../../projections/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import { corrects } from '../shared/changes.ts';
import type { ConstructionEvents } from './construction.events.ts';

/** Each piece of environment works: what the surroundings of a venue gained. */
export const environmentWork = defineProjection<ConstructionEvents & CorrectionEvents>()({
  name: 'environment_work',
  version: 1,
  key: { venueId: uuid(), workId: uuid() },
  row: { villageId: uuid(), kind: text(), quantity: integer(), unit: text(), occurredOn: date() },
  on: {
    EnvironmentWorkCompleted: {
      key: ({ data }) => ({ venueId: data.venueId, workId: data.workId }),
      fold: (_, { data: { villageId, kind, quantity, unit }, occurredOn }) => ({
        villageId,
        kind,
        quantity,
        unit,
        occurredOn,
      }),
    },
    FactCorrected: {
      key: ({ data }) =>
        corrects(data, 'EnvironmentWorkCompleted', 'quantity')
          ? { venueId: data.venueId, workId: data.fact.factId! }
          : null,
      fold: (row, { data }) => ({ ...row, quantity: Number(data.new) }),
    },
  },
});
