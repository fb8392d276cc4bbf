import { date, defineProjection, integer, text } from '../../projections/index.ts';
import type { ProgrammeEvents } from './programme.events.ts';

/** One row a town: the programme that it follows, the one adopted last. Lists are JSON: nothing asks for one of their items. */
export const townProgramme = defineProjection<ProgrammeEvents>()({
  name: 'town_programme',
  version: 1,
  key: {},
  row: {
    adoptedOn: date(),
    firstYear: integer(),
    lastYear: integer(),
    villages: text(),
    leadGroup: text(),
    eligible: integer(),
    present: integer(),
    votesFor: integer(),
    documentNo: text(),
  },
  on: {
    ProgrammeAdopted: {
      key: () => ({}),
      fold: (_, { data, occurredOn }) => ({
        adoptedOn: occurredOn,
        firstYear: data.firstYear,
        lastYear: data.lastYear,
        villages: JSON.stringify(data.villages),
        leadGroup: JSON.stringify(data.leadGroup),
        eligible: data.eligible,
        present: data.present,
        votesFor: data.votesFor,
        documentNo: data.documentNo,
      }),
    },
  },
});
