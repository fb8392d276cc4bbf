import { describe, expect, it } from '@jest/globals';
import {
  exampleCommands,
  OTHER_PERSON_ID,
  PERSON_ID,
  PREDECESSOR_ID,
  VILLAGE,
} from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { mergeTown } from '../mergers/merger.decider.ts';
import { emptyTown, evolveTown } from '../mergers/moving-town.decider.ts';
import { happened } from '../shared/event.ts';
import { villageStream } from '../shared/streams.ts';
import { changeOfficer } from './officer.decider.ts';
import { officerChanged } from './officer.events.ts';

const body = exampleCommands['change-officer'];
const { outPersonId: _out, ...appointment } = body;
const { inPersonId: _in, ...departure } = body;

const inOffice = (...more: Parameters<typeof given>) =>
  given(facts.villageRegistered, facts.predecessorAppointed, ...more);
const changed = (occurredOn: string, data: object) =>
  happened(officerChanged, villageStream(VILLAGE.id), occurredOn, {
    villageId: VILLAGE.id,
    post: 'party-secretary',
    ...data,
  });

describe('a change of officers', () => {
  it('lets one person leave the post and another take it', () => {
    expect(inOffice().when(changeOfficer, body)).toEqual({
      events: [changed('2024-01-03', { outPersonId: PREDECESSOR_ID, inPersonId: PERSON_ID })],
    });
  });

  it('fills a vacant post, and leaves one vacant', () => {
    expect(given(facts.villageRegistered).when(changeOfficer, appointment)).toEqual({
      events: [changed('2024-01-03', { inPersonId: PERSON_ID })],
    });
    expect(inOffice().when(changeOfficer, departure)).toEqual({
      events: [changed('2024-01-03', { outPersonId: PREDECESSOR_ID })],
    });
  });

  it('fills a post again that fell vacant', () => {
    const vacant = changed('2023-06-01', { outPersonId: PREDECESSOR_ID });
    expect(inOffice(vacant).when(changeOfficer, appointment)).toHaveProperty('events');
  });

  it('is refused when the one who is to leave does not hold the post', () => {
    const refusal = { refused: 'officer.not-in-office', at: '/outPersonId' };
    expect(given(facts.villageRegistered).when(changeOfficer, body)).toEqual(refusal);
    expect(inOffice().when(changeOfficer, { ...body, outPersonId: OTHER_PERSON_ID })).toEqual(refusal);
    expect(inOffice().when(changeOfficer, { ...body, post: 'village-head' })).toEqual(refusal);
  });

  it('is refused the second time, since the first has let somebody else go already', () => {
    const done = changed('2024-01-03', { outPersonId: PREDECESSOR_ID, inPersonId: PERSON_ID });
    expect(inOffice(done).when(changeOfficer, body)).toEqual({
      refused: 'officer.not-in-office',
      at: '/outPersonId',
    });
  });

  it('is refused when somebody holds the post and is not named', () => {
    expect(inOffice().when(changeOfficer, appointment)).toEqual({
      refused: 'officer.post-held',
      at: '/outPersonId',
    });
  });

  it('gives one person several posts', () => {
    const head = { ...appointment, post: 'village-head', inPersonId: PREDECESSOR_ID };
    expect(inOffice().when(changeOfficer, head)).toHaveProperty('events');
  });

  it('names at least one person, and not the same one twice', () => {
    const { outPersonId: _, ...nobody } = departure;
    expect(inOffice().when(changeOfficer, nobody)).toEqual({ refused: 'officer.nobody', at: '/inPersonId' });
    expect(inOffice().when(changeOfficer, { ...body, inPersonId: PREDECESSOR_ID })).toEqual({
      refused: 'officer.same-person',
      at: '/inPersonId',
    });
  });

  it('is dated between the last change of the post and today', () => {
    expect(inOffice().when(changeOfficer, { ...body, occurredOn: '2023-05-04' })).toHaveProperty('events');
    expect(inOffice().when(changeOfficer, { ...body, occurredOn: '2023-05-03' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(inOffice().when(changeOfficer, { ...body, occurredOn: '2024-06-16' })).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
  });

  it('begins with vacant posts where a village comes from another town, and not before it came', () => {
    const { left, arrived } = mergeTown(
      evolveTown(emptyTown, [facts.villageRegistered, facts.predecessorAppointed]),
      {
        occurredOn: '2024-01-03',
        from: { code: '990101100', name: '青石镇' },
        into: { code: '990101101', name: '河口镇' },
      },
      { today: '2024-06-15' },
    );
    const gone = given(facts.villageRegistered, facts.predecessorAppointed, ...left);
    expect(gone.when(changeOfficer, body)).toEqual({ refused: 'village.unknown', at: '/villageId' });
    expect(given(...arrived).when(changeOfficer, appointment)).toHaveProperty('events');
    expect(given(...arrived).when(changeOfficer, { ...appointment, occurredOn: '2024-01-02' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    const back = given(facts.villageRegistered, facts.predecessorAppointed, ...left, ...arrived);
    expect(back.when(changeOfficer, body)).toEqual({ refused: 'officer.not-in-office', at: '/outPersonId' });
  });

  it('happens in a village of the town', () => {
    expect(given(facts.neighbourRegistered).when(changeOfficer, appointment)).toEqual({
      refused: 'village.unknown',
      at: '/villageId',
    });
  });

  it('has no place for a name or a phone number', () => {
    expect(inOffice().when(changeOfficer, { ...body, name: '王建国' })).toEqual({ invalid: ['/name'] });
    expect(inOffice().when(changeOfficer, { ...body, inPersonId: '13812341234' })).toEqual({
      invalid: ['/inPersonId'],
    });
  });

  it('says which persons the town must know: the one who takes the post, not the one who leaves', () => {
    expect(changeOfficer.persons!(changeOfficer.schema.parse(body))).toEqual([
      { pointer: '/inPersonId', personId: PERSON_ID },
    ]);
    expect(changeOfficer.persons!(changeOfficer.schema.parse(departure))).toEqual([]);
  });
});
