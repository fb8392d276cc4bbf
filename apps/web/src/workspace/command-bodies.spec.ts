import { describe, expect, it } from '@jest/globals';
import dayjs from 'dayjs';
import { allocateFundsBody, changeOfficerBody, holdTrainingBody, planVenueBody } from './command-bodies.ts';

describe('the forms’ commands', () => {
  it('plan a venue in fen and dm², an empty tier being nothing, what is optional left out', () => {
    expect(
      planVenueBody({
        occurredOn: dayjs('2024-03-01'),
        villageId: 'v',
        venueName: ' 红柳村党群活动中心 ',
        year: '2024',
        batch: '',
        buildType: 'new',
        reason: '原房屋陈旧',
        plannedArea: '180.5',
        budget: '165000.10',
        planHigher: '80000',
        planTown: '',
        planVillage: '85,000.10',
        targetOn: dayjs('2024-11-30'),
      }),
    ).toEqual({
      occurredOn: '2024-03-01',
      villageId: 'v',
      venueName: '红柳村党群活动中心',
      year: 2024,
      buildType: 'new',
      reason: '原房屋陈旧',
      plannedAreaDm2: 18_050,
      budgetFen: 16_500_010,
      fundingPlan: { higherFen: 8_000_000, townFen: 0, villageFen: 8_500_010 },
      targetOn: '2024-11-30',
    });
  });

  it('send labour days with labour only', () => {
    const values = {
      occurredOn: dayjs('2024-04-01'),
      venueId: 'v',
      tier: 'village' as const,
      source: '群众自筹',
      amount: '4800',
      labourDays: '40',
      documentNo: '2024-7',
    };
    expect(allocateFundsBody({ ...values, kind: 'labour' })).toMatchObject({
      kind: 'labour',
      labourDays: 40,
    });
    expect(allocateFundsBody({ ...values, kind: 'cash' })).not.toHaveProperty('labourDays');
  });

  it('record a training with its time of day and the people of both kinds', () => {
    expect(
      holdTrainingBody({
        occurredOn: dayjs('2024-12-05'),
        villageId: 'v',
        platform: 2,
        topic: '日光温室番茄栽培',
        host: 'school',
        startTime: dayjs('2024-12-05T09:30:00'),
        hours: 2.5,
        members: '12',
      }),
    ).toEqual({
      occurredOn: '2024-12-05',
      villageId: 'v',
      platform: 2,
      topic: '日光温室番茄栽培',
      host: 'school',
      startTime: '09:30',
      hours: 2.5,
      members: 12,
      public: 0,
    });
  });

  it('change an officer: who leaves is whoever holds the post, and nobody need take it', () => {
    const values = { occurredOn: dayjs('2024-12-05'), villageId: 'v', post: 'clerk' as const };
    const body = { occurredOn: '2024-12-05', villageId: 'v', post: 'clerk' };
    expect(changeOfficerBody({ ...values, inPersonId: 'p2' }, null)).toEqual({ ...body, inPersonId: 'p2' });
    expect(changeOfficerBody(values, 'p1')).toEqual({ ...body, outPersonId: 'p1' });
  });
});
