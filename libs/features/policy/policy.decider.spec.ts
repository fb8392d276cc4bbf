import { describe, expect, it } from '@jest/globals';
import { exampleCountyCommands } from '../../testing/example-commands.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { namedId, policyStream } from '../shared/streams.ts';
import { grantWaiver, openCampaign, publishStandard, setTownTarget } from './policy.decider.ts';
import { campaignOpened, standardPublished, townTargetSet, waiverGranted } from './policy.events.ts';

const county = { tenantCode: '990101' };
const inFuture = { refused: 'date.in-future', at: '/occurredOn' };
const tomorrow = { occurredOn: '2024-06-16' };
const otherCounty = { refused: 'town.of-other-county', at: '/townCode' };

describe('publishing a standard', () => {
  const { occurredOn, ...standard } = exampleCountyCommands['publish-standard'];
  const publishing = (change: object = {}, ...past: DecidedEvent[]) =>
    given(...past).when(publishStandard, { occurredOn, ...standard, ...change }, county);
  const published = (version: number, from: string) =>
    happened(standardPublished, policyStream(), '2024-01-02', {
      ...defaultStandard,
      version,
      from,
      documentNo: '青组发〔2024〕1号',
    });

  it('gives it the next version, from 1 on', () => {
    const minAreaDm2 = 18_000;
    const first = published(1, '2024-01-01');
    expect(publishing()).toEqual({ events: [{ ...first, data: { ...first.data, minAreaDm2 } }] });
    expect(publishing({}, first, published(2, '2024-01-01'))).toMatchObject({
      events: [{ data: { version: 3 } }],
    });
  });

  it('may be in force from the same day as the last one and not from the day before', () => {
    const past = published(1, '2024-03-01');
    expect(publishing({ from: '2024-03-01' }, past)).toHaveProperty('events');
    expect(publishing({ from: '2024-02-29' }, past)).toEqual({
      refused: 'standard.before-last',
      at: '/from',
    });
  });

  it('may be in force from a day to come, and is not published tomorrow', () => {
    expect(publishing({ from: '2025-01-01' })).toHaveProperty('events');
    expect(publishing(tomorrow)).toEqual(inFuture);
  });

  it.each([
    ['/version', { version: 7 }],
    ['/sixHaves', { sixHaves: [] }],
    ['/sixHaves', { sixHaves: [defaultStandard.sixHaves[0], defaultStandard.sixHaves[0]] }],
    [
      '/discussion/quorum/numerator',
      { discussion: { ...defaultStandard.discussion, quorum: { numerator: 3, denominator: 2 } } },
    ],
    [
      '/procedures/new/decisionSteps',
      {
        procedures: {
          ...defaultStandard.procedures,
          new: { ...defaultStandard.procedures.new, decisionSteps: ['branch-proposal', 'branch-proposal'] },
        },
      },
    ],
    ['/procedures/shared', { procedures: { ...defaultStandard.procedures, shared: undefined } }],
    ['/budgetTolerancePct', { budgetTolerancePct: 101 }],
  ])('refuses %s of %j', (pointer, change) => {
    expect(publishing(change)).toEqual({ invalid: [pointer] });
  });
});

describe('opening a campaign', () => {
  const { occurredOn, ...campaign } = exampleCountyCommands['open-campaign'];
  const fact = happened(campaignOpened, policyStream(), occurredOn, campaign);
  const opening = (change: object = {}, ...past: DecidedEvent[]) =>
    given(...past).when(openCampaign, { occurredOn, ...campaign, ...change }, county);

  it('records its name and days', () => {
    expect(opening()).toEqual({ events: [fact] });
  });

  it('takes a name once', () => {
    expect(opening({ from: '2025-01-01', until: '2025-12-31' }, fact)).toEqual({
      refused: 'campaign.already-opened',
      at: '/campaign',
    });
    expect(opening({ campaign: '阵地提升年' }, fact)).toHaveProperty('events');
  });

  it('may be of one day and not of less', () => {
    expect(opening({ until: '2024-01-01' })).toHaveProperty('events');
    expect(opening({ until: '2023-12-31' })).toEqual({ refused: 'policy.until-before-start', at: '/until' });
  });

  it('is not dated tomorrow', () => {
    expect(opening(tomorrow)).toEqual(inFuture);
  });
});

describe('a town’s target', () => {
  const { occurredOn, ...target } = exampleCountyCommands['set-town-target'];
  const setting = (change: object = {}) =>
    given().when(setTownTarget, { occurredOn, ...target, ...change }, county);

  it('is set for a town of the county', () => {
    const fact = happened(townTargetSet, policyStream(), occurredOn, target);
    expect(setting()).toEqual({ events: [fact] });
    expect(setting({ townCode: '990102100' })).toEqual(otherCounty);
  });

  it('is not dated tomorrow', () => {
    expect(setting(tomorrow)).toEqual(inFuture);
  });
});

describe('a waiver', () => {
  const { occurredOn, ...waiver } = exampleCountyCommands['grant-waiver'];
  const fact = happened(waiverGranted, policyStream(), occurredOn, waiver);
  const granting = (change: object = {}, ...past: DecidedEvent[]) =>
    given(...past).when(grantWaiver, { occurredOn, ...waiver, ...change }, county);

  it('is granted to a venue of a town of the county', () => {
    expect(granting()).toEqual({ events: [fact] });
    expect(granting({ townCode: '990102100' })).toEqual(otherCounty);
  });

  it('is given an id when the command brings none, and an id once', () => {
    expect(granting({ waiverId: undefined })).toMatchObject({ events: [{ data: { waiverId: NEW_ID } }] });
    expect(granting({}, fact)).toEqual({ refused: 'waiver.already-granted', at: '/waiverId' });
    expect(granting({ waiverId: namedId('another') }, fact)).toHaveProperty('events');
  });

  it('may end on the day on which it is granted and not before', () => {
    expect(granting({ until: occurredOn })).toHaveProperty('events');
    expect(granting({ until: '2024-01-19' })).toEqual({ refused: 'policy.until-before-start', at: '/until' });
  });

  it('is not dated tomorrow', () => {
    expect(granting(tomorrow)).toEqual(inFuture);
  });
});
