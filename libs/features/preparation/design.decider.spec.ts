import { describe, expect, it } from '@jest/globals';
import { exampleCommands, VENUE_ID } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, TOWN } from '../../testing/given.ts';
import {
  discussed,
  finalised,
  planned,
  reviewed,
  roundsDone,
  started,
  submitted,
  suspended,
  underConstruction,
} from '../../testing/preparation-facts.ts';
import type { CommandContext } from '../shared/command.ts';
import { noPolicy, type Waiver } from '../shared/county-policy.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { namedId } from '../shared/streams.ts';
import { finaliseDesign, submitDesign } from './design.decider.ts';

const at = '/venueId';
const begun = [facts.venuePlanned, started()];
// By the shipped standard a repair has one round, and equipment none.
const repair = [planned({ buildType: 'repair' }), started()];
const equipment = [planned({ buildType: 'equip' }), started()];

describe('submitting a design', () => {
  const submitting = (change: object, ...past: DecidedEvent[]) =>
    given(...past).when(submitDesign, { ...exampleCommands['submit-design'], ...change });
  const later = { occurredOn: '2024-02-20' };
  const versionOf = (decision: object) =>
    (decision as { events: { data: { designVersion: number } }[] }).events[0]!.data.designVersion;

  it('gives it the next version, from 1 on', () => {
    const { data } = submitted() as { data: object };
    expect(submitting({}, ...begun)).toEqual({
      events: [{ ...submitted(), data: { ...data, note: '首次提交' } }],
    });
    expect(versionOf(submitting(later, ...begun, submitted(1), submitted(2)))).toBe(3);
  });

  it('needs the project to have started', () => {
    expect(submitting({}, facts.venuePlanned)).toEqual({ refused: 'project.not-started', at });
  });

  it('goes on while there are rounds to come, and not after the last one', () => {
    expect(submitting(later, ...begun, submitted(), reviewed(1, 'returned'))).toHaveProperty('events');
    expect(submitting(later, ...begun, submitted(), reviewed(1))).toHaveProperty('events');
    expect(submitting(later, ...begun, submitted(), ...roundsDone(2))).toHaveProperty('events');
    expect(submitting(later, ...begun, submitted(), ...roundsDone(3))).toEqual({
      refused: 'design.rounds-over',
      at,
    });
    expect(submitting(later, ...repair, submitted())).toHaveProperty('events');
    expect(submitting(later, ...repair, submitted(), ...roundsDone(1))).toEqual({
      refused: 'design.rounds-over',
      at,
    });
  });

  it('goes on without rounds until the design is final', () => {
    expect(submitting(later, ...equipment, submitted())).toHaveProperty('events');
    expect(submitting(later, ...equipment, submitted(), finalised())).toEqual({
      refused: 'design.already-finalised',
      at,
    });
  });

  it('is over with construction, and rests with the project', () => {
    expect(submitting(later, ...equipment, underConstruction())).toEqual({
      refused: 'construction.already-started',
      at,
    });
    expect(submitting(later, ...begun, suspended())).toEqual({ refused: 'project.suspended', at });
  });

  it('may be on the day of the last discussion and not before', () => {
    const past = [...begun, submitted(), reviewed(1), discussed(1, true, '2024-01-24')];
    expect(submitting({ occurredOn: '2024-01-24' }, ...past)).toHaveProperty('events');
    expect(submitting({ occurredOn: '2024-01-23' }, ...past)).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });
});

describe('finalising a design', () => {
  const finalising = (past: DecidedEvent[], change: object = {}, context: Partial<CommandContext> = {}) =>
    given(...past).when(finaliseDesign, { ...exampleCommands['finalise-design'], ...change }, context);

  it('takes the version handed in last, with its area and estimate', () => {
    expect(finalising([...begun, submitted(), ...roundsDone(3)])).toEqual({ events: [finalised()] });
  });

  it('needs as many rounds as the standard asks for', () => {
    const missing = (what: 'review' | 'discussion') => ({ refused: `design.${what}-missing`, at });
    expect(finalising([...begun, submitted()])).toEqual(missing('review'));
    expect(finalising([...begun, submitted(), ...roundsDone(2)])).toEqual(missing('review'));
    expect(finalising([...begun, submitted(), ...roundsDone(2), reviewed(3)])).toEqual(missing('discussion'));
    expect(finalising([...begun, submitted(), ...roundsDone(2), reviewed(3), discussed(3, false)])).toEqual(
      missing('discussion'),
    );
    expect(finalising([...repair, submitted(), reviewed(1)])).toEqual(missing('discussion'));
    expect(finalising([...repair, submitted(), ...roundsDone(1)])).toHaveProperty('events');
  });

  it('needs a design even where there are no rounds', () => {
    expect(finalising(equipment)).toEqual({ refused: 'design.not-submitted', at });
    expect(finalising([...equipment, submitted()])).toHaveProperty('events');
  });

  it('happens once', () => {
    const past = [...begun, submitted(), ...roundsDone(3), finalised()];
    expect(finalising(past)).toEqual({ refused: 'design.already-finalised', at });
  });

  it('may be on the day of the last discussion and not before', () => {
    const past = [...begun, submitted(), ...roundsDone(3)];
    expect(finalising(past, { occurredOn: '2024-01-24' })).toHaveProperty('events');
    expect(finalising(past, { occurredOn: '2024-01-23' })).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
  });

  it('tells which rounds are missing, each by its number', () => {
    const state = [...begun, submitted(), ...roundsDone(1), reviewed(2)].reduce(
      finaliseDesign.evolve,
      finaliseDesign.initial,
    );
    const context = { today: '2024-06-15', tenantCode: TOWN, policy: noPolicy, venueId: VENUE_ID };
    expect(finaliseDesign.blockers!(state, context).map(({ sentence }) => sentence.zh)).toEqual([
      '还缺第2轮村民议事，请先登记下议结果',
      '还缺第3轮上审，请先登记上审结果，再组织村民议事',
    ]);
  });

  describe('with a waiver of the county', () => {
    const waiver: Waiver = {
      waiverId: namedId('example/waiver'),
      townCode: TOWN,
      venueId: VENUE_ID,
      kind: 'review-rounds',
      until: '2024-01-30',
      documentNo: '青组函〔2024〕3号',
    };
    const waived = (change: Partial<Waiver>, occurredOn = '2024-01-30', past = [...begun, submitted()]) =>
      finalising(past, { occurredOn }, { policy: { ...noPolicy, waivers: [{ ...waiver, ...change }] } });
    const missing = { refused: 'design.review-missing', at };

    it('needs no rounds, and names the waiver', () => {
      expect(waived({})).toMatchObject({ events: [{ data: { waiverId: waiver.waiverId } }] });
    });

    it('is possible on its last day and not on the next', () => {
      expect(waived({}, '2024-01-30')).toHaveProperty('events');
      expect(waived({}, '2024-01-31')).toEqual({ refused: 'design.waiver-over', at: '/occurredOn' });
    });

    it('needs the rounds when the waiver ended before the design was handed in', () => {
      expect(waived({ until: '2024-01-20' }, '2024-01-20')).toHaveProperty('events');
      expect(waived({ until: '2024-01-19' }, '2024-01-20')).toEqual(missing);
    });

    it('needs the waiver to be of this venue, this town and the rounds', () => {
      expect(waived({ venueId: namedId('another') })).toEqual(missing);
      expect(waived({ townCode: '990101101' })).toEqual(missing);
      expect(waived({ kind: 'six-haves' })).toEqual(missing);
    });

    it('names no waiver when all rounds were held', () => {
      expect(waived({}, '2024-01-30', [...begun, submitted(), ...roundsDone(3)])).toEqual({
        events: [finalised()],
      });
    });
  });
});
