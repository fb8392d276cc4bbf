import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, PERSON_ID, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { registerVenue } from '../commissioning/registration.decider.ts';
import { reportProgress } from '../construction/progress.decider.ts';
import { changeOfficer } from '../officers/officer.decider.ts';
import { assessNeeds } from '../preparation/need.decider.ts';
import { adoptProgramme } from '../programme/programme.decider.ts';
import type { CommandType } from '../shared/command.ts';
import { happened } from '../shared/event.ts';
import { namedId, villageIdOf, villageStream } from '../shared/streams.ts';
import { holdTraining } from '../trainings/training.decider.ts';
import { planVenue } from '../venues/venue.decider.ts';
import { registerVillage, updateVillageProfile } from './village.decider.ts';
import { mergeVillage } from './village-merger.decider.ts';
import { villageAbsorbed, villageProfileUpdated, villageRegistered } from './village.events.ts';

// VILLAGE goes into NEIGHBOUR on 2024-06-01; both were registered on 2024-01-02.
const body = exampleCommands['merge-village'];
const { villageRegistered: known, neighbourRegistered, villageMerged, neighbourAbsorbed } = facts;
const THIRD = { code: '990101100203', id: villageIdOf('990101100203'), name: '石桥村' };
const thirdRegistered = happened(villageRegistered, villageStream(THIRD.id), '2024-03-01', {
  villageId: THIRD.id,
  code: THIRD.code,
  name: THIRD.name,
});
const merging = (change: object = {}, ...more: Parameters<typeof given>) =>
  given(known, neighbourRegistered, thirdRegistered, ...more).when(mergeVillage, { ...body, ...change });
const refused = (code: string, at: string) => ({ refused: code, at });

describe('merging a village into another one of the town', () => {
  it('is told by both: by the one that goes with the name of the other, and by its heir', () => {
    expect(merging()).toEqual({ events: [villageMerged, neighbourAbsorbed] });
  });

  it('needs no reason, but a document', () => {
    expect(merging({ reason: undefined })).toHaveProperty('events.0.data', {
      ...villageMerged.data,
      reason: undefined,
    });
    expect(merging({ documentNo: undefined })).toEqual({ invalid: ['/documentNo'] });
  });

  it('needs two villages that the town has registered', () => {
    const unknown = villageIdOf('990101100299');
    expect(merging({ villageId: unknown })).toEqual(refused('village.unknown', '/villageId'));
    expect(merging({ intoVillageId: unknown })).toEqual(refused('village.unknown', '/intoVillageId'));
  });

  it('needs another village than itself', () => {
    expect(merging({ intoVillageId: VILLAGE.id })).toEqual(
      refused('village.merged-into-itself', '/intoVillageId'),
    );
  });

  it('happens to a village once, on whatever day it is said to have happened again', () => {
    for (const occurredOn of ['2024-05-31', '2024-06-01', '2024-06-02'])
      expect(merging({ intoVillageId: THIRD.id, occurredOn }, villageMerged, neighbourAbsorbed)).toEqual(
        refused('village.merged', '/villageId'),
      );
  });

  it('leads to no village that has gone into another one, on whatever day', () => {
    for (const occurredOn of ['2024-05-31', '2024-06-01', '2024-06-02'])
      expect(
        merging(
          { villageId: THIRD.id, intoVillageId: VILLAGE.id, occurredOn },
          villageMerged,
          neighbourAbsorbed,
        ),
      ).toEqual(refused('village.merged', '/intoVillageId'));
  });

  it('takes along the villages that had gone into it before, from the day of the first merger on', () => {
    const onward = (occurredOn: string) =>
      merging(
        { villageId: NEIGHBOUR.id, intoVillageId: THIRD.id, occurredOn },
        villageMerged,
        neighbourAbsorbed,
      );
    expect(onward('2024-06-01')).toHaveProperty('events.1.data.absorbed', [NEIGHBOUR.id, VILLAGE.id]);
    expect(onward('2024-05-31')).toEqual(refused('date.before-earlier-stage', '/occurredOn'));
  });

  it('may be dated today and not tomorrow', () => {
    expect(merging({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(merging({ occurredOn: '2024-06-16' })).toEqual(refused('date.in-future', '/occurredOn'));
  });

  it('is not before the registration of either', () => {
    expect(merging({ occurredOn: '2024-01-02' })).toHaveProperty('events');
    expect(merging({ occurredOn: '2024-01-01' })).toEqual(
      refused('date.before-earlier-stage', '/occurredOn'),
    );
    const into = { intoVillageId: THIRD.id };
    expect(merging({ ...into, occurredOn: '2024-03-01' })).toHaveProperty('events');
    expect(merging({ ...into, occurredOn: '2024-02-29' })).toEqual(
      refused('date.before-earlier-stage', '/occurredOn'),
    );
  });

  it.each([
    [
      'figures',
      happened(villageProfileUpdated, villageStream(VILLAGE.id), '2024-04-10', {
        villageId: VILLAGE.id,
        year: 2023,
        households: 1,
        population: 2,
        branches: 1,
        members: 1,
        collectiveIncomeFen: 0,
      }),
    ],
    ['officers', { ...facts.predecessorAppointed, occurredOn: '2024-04-10' }],
  ])('is not before the last of the village’s own facts: its %s', (_, fact) => {
    expect(merging({ occurredOn: '2024-04-10' }, fact)).toHaveProperty('events');
    expect(merging({ occurredOn: '2024-04-09' }, fact)).toEqual(
      refused('date.before-earlier-stage', '/occurredOn'),
    );
  });
});

describe('from that day on', () => {
  const past = [known, neighbourRegistered, villageMerged, neighbourAbsorbed];
  const { venueId: _, ...need } = exampleCommands['assess-needs'];
  const { venueId: _id, ...plan } = exampleCommands['plan-venue'];
  const { venueId: _none, ...training } = exampleCommands['hold-training'];
  const existing = {
    ...exampleCommands['register-venue'],
    venueId: namedId('an old one'),
    origin: 'existing',
    villageId: VILLAGE.id,
    name: '老活动室',
    areaDm2: 8_000,
  };
  const shared = { ...existing, villageId: NEIGHBOUR.id, sharedWith: [VILLAGE.id] };
  const officer = { ...exampleCommands['change-officer'], outPersonId: undefined };
  const inVillage: [string, CommandType, object, string][] = [
    [
      'no figures are recorded',
      updateVillageProfile as never,
      exampleCommands['update-village-profile'],
      '/villageId',
    ],
    ['nobody takes a post', changeOfficer as never, officer, '/villageId'],
    ['no need is assessed', assessNeeds as never, need, '/villageId'],
    ['no venue is planned', planVenue as never, plan, '/villageId'],
    ['no old venue is registered', registerVenue as never, existing, '/villageId'],
    ['no venue is shared with it', registerVenue as never, shared, '/sharedWith/0'],
    ['no training is held', holdTraining as never, training, '/villageId'],
    ['no programme names it', adoptProgramme as never, exampleCommands['adopt-programme'], '/villages/0'],
  ];

  it.each(inVillage)(
    '%s in the village; what is of the days before may be recorded late',
    (_name, type, example, at) => {
      expect(given(...past).when(type, { ...example, occurredOn: '2024-06-01' })).toEqual(
        refused('village.merged', at),
      );
      expect(given(...past).when(type, { ...example, occurredOn: '2024-05-31' })).toHaveProperty('events');
    },
  );

  it('the way out is said: the heir', () => {
    expect(given(...past).why(planVenue, { ...plan, occurredOn: '2024-06-01' })).toBe(
      '这个村已于 2024-06-01 并入柳树湾村，此后的事项请登记在柳树湾村',
    );
    const forHeir = { ...plan, villageId: NEIGHBOUR.id, occurredOn: '2024-06-01' };
    expect(given(...past).when(planVenue, forHeir)).toHaveProperty('events');
  });

  it('its code is not registered again', () => {
    expect(
      given(...past).when(registerVillage, {
        ...exampleCommands['register-village'],
        occurredOn: '2024-06-02',
      }),
    ).toEqual(refused('village.already-registered', '/code'));
  });

  it('its projects go on to their end, their needs assessed anew', () => {
    const running = given(...past, facts.venuePlanned);
    const again = { ...exampleCommands['assess-needs'], occurredOn: '2024-06-02' };
    expect(running.when(assessNeeds, again)).toHaveProperty('events');
    const progress = { ...exampleCommands['report-progress'], occurredOn: '2024-06-02' };
    expect(
      given(...past, facts.venuePlanned, facts.constructionStarted).when(reportProgress, progress),
    ).toHaveProperty('events');
    const built = { ...exampleCommands['register-venue'], occurredOn: '2024-06-02' };
    expect(
      given(...past, facts.venuePlanned, facts.venueCompleted).when(registerVenue, built),
    ).toHaveProperty('events.0.data.villageId', VILLAGE.id);
  });

  it('who held its posts may still be recorded of the days before, one after the other', () => {
    const { predecessorAppointed } = facts;
    const change = { ...exampleCommands['change-officer'], occurredOn: '2024-05-31' };
    expect(given(known, predecessorAppointed, villageMerged).when(changeOfficer, change)).toHaveProperty(
      'events.0.data.inPersonId',
      PERSON_ID,
    );
  });

  it('the heir’s officers stay in office', () => {
    const appointed = {
      ...facts.predecessorAppointed,
      stream: villageStream(NEIGHBOUR.id),
      data: { ...facts.predecessorAppointed.data, villageId: NEIGHBOUR.id },
    };
    const change = {
      ...exampleCommands['change-officer'],
      villageId: NEIGHBOUR.id,
      occurredOn: '2024-06-02',
    };
    expect(
      given(neighbourRegistered, appointed, neighbourAbsorbed).when(changeOfficer, change),
    ).toHaveProperty('events');
  });
});

describe('a venue of a village that went into another one', () => {
  const ours = [known, neighbourRegistered, facts.venuePlanned, facts.venueCompleted];
  const training = { ...exampleCommands['hold-training'], villageId: NEIGHBOUR.id, venueId: VENUE_ID };
  const held = (occurredOn: string, ...more: Parameters<typeof given>) =>
    given(...ours, facts.villageMerged, ...more).when(holdTraining, { ...training, occurredOn });

  it('is used by its heir from that day on', () => {
    expect(held('2024-06-01', neighbourAbsorbed)).toHaveProperty('events');
    expect(held('2024-05-31', neighbourAbsorbed)).toEqual(refused('training.venue-not-usable', '/venueId'));
  });

  it('is used by the heir of its heir', () => {
    const onward = happened(villageAbsorbed, villageStream(THIRD.id), '2024-06-10', {
      villageId: THIRD.id,
      absorbed: [NEIGHBOUR.id, VILLAGE.id],
      name: NEIGHBOUR.name,
      documentNo: '青政复〔2024〕9号',
    });
    const on = (occurredOn: string) =>
      given(...ours, thirdRegistered, onward).when(holdTraining, {
        ...training,
        villageId: THIRD.id,
        occurredOn,
      });
    expect(on('2024-06-10')).toHaveProperty('events');
    expect(on('2024-06-09')).toEqual(refused('training.venue-not-usable', '/venueId'));
  });
});
