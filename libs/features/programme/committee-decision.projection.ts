import { date, defineProjection, integer, text } from '../../projections/index.ts';
import type { ProgrammeEvents } from './programme.events.ts';

/** What the town's committees decided about venues, by document and subject. */
export const committeeDecision = defineProjection<ProgrammeEvents>()({
  name: 'committee_decision',
  version: 1,
  key: { documentNo: text(), subject: text() },
  row: {
    decidedOn: date(),
    body: text(),
    eligible: integer(),
    present: integer(),
    votesFor: integer(),
    /** 1 where it was carried. */
    carried: integer(),
  },
  on: {
    CommitteeDecided: {
      key: ({ data }) => ({ documentNo: data.documentNo, subject: data.subject }),
      fold: (_, { data: { body, eligible, present, votesFor, carried }, occurredOn }) => ({
        decidedOn: occurredOn,
        body,
        eligible,
        present,
        votesFor,
        carried: Number(carried),
      }),
    },
  },
});
