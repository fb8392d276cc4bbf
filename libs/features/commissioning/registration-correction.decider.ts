import { defineCommand } from '../shared/command.ts';
import { nothingNew } from '../shared/correction-refusals.ts';
import { notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { venueStream } from '../shared/streams.ts';
import { businessDate, venueId } from '../shared/values.ts';
import { notBeforeOfVenue } from '../shared/venue-dates.ts';
import { evolveVenue, noVenue, venueNotRegistered, type RegisteredVenue } from '../shared/venue-state.ts';
import { registrationCorrected, venueRegistered } from './commissioning.events.ts';

const { name, areaDm2 } = venueRegistered.data.shape;
const { reason, documentNo } = registrationCorrected.data.shape;

/**
 * Puts a slip in a venue's registration right, of one that is retired too: its name, and the area of one that was there
 * before. What a project built has the area of its completion, and is corrected there.
 */
export const correctRegistration = defineCommand({
  name: 'CorrectRegistration',
  summary: '更正阵地登记',
  schema: registrationCorrected.data.pick({ venueId: true }).extend({
    occurredOn: businessDate,
    venueId,
    name: name.optional().describe('as it should have been; left out where it is right'),
    areaDm2: areaDm2.optional().describe('dm²; as it should have been; left out where it is right'),
    reason,
    documentNo,
  }),
  emits: [registrationCorrected],
  streams: ({ venueId: id }) => [venueStream(id)],
  initial: noVenue,
  evolve: evolveVenue,
  blockers: ({ registered }) => (registered ? [] : [venueNotRegistered()]),
  decide: (venue, { occurredOn, venueId: id, name: newName, areaDm2: newArea, ...why }, { today }) => {
    notInFuture(occurredOn, today);
    const { registered } = venue as RegisteredVenue;
    notBeforeOfVenue(occurredOn, venue, ['registration']);
    if (newArea !== undefined && registered.origin === 'project') throw areaOfProject();
    const namedAnew = newName !== undefined && newName !== registered.name;
    const measuredAnew = newArea !== undefined && newArea !== registered.areaDm2;
    if (!namedAnew && !measuredAnew) throw nothingNew(newName === undefined ? '/areaDm2' : '/name');
    const data = {
      venueId: id,
      villageId: registered.villageId,
      old: {
        ...(namedAnew && { name: registered.name }),
        ...(measuredAnew && { areaDm2: registered.areaDm2 }),
      },
      new: { ...(namedAnew && { name: newName }), ...(measuredAnew && { areaDm2: newArea }) },
      registeredOn: registered.on,
      ...why,
    };
    return [happened(registrationCorrected, venueStream(id), occurredOn, data)];
  },
});

function areaOfProject(): Refusal {
  return new Refusal(
    'venue.area-of-project',
    {
      zh: '项目建成的阵地，面积取自竣工登记',
      en: 'the area of what a project built is that of its completion',
    },
    { zh: '请在项目页更正竣工登记的建成面积', en: 'correct the completion on the project’s page' },
    '/areaDm2',
  );
}
