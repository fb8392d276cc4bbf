import { defineCommand } from '../shared/command.ts';
import { evolvePolicy, noPolicy } from '../shared/county-policy.ts';
import { notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { policyStream } from '../shared/streams.ts';
import { requireTownOf } from '../shared/towns.ts';
import { businessDate, uuid } from '../shared/values.ts';
import { campaignOpened, standardPublished, townTargetSet, waiverGranted } from './policy.events.ts';

/** Publishes the next version of the county's standard. Projects that are planned already keep theirs. */
export const publishStandard = defineCommand({
  name: 'PublishStandard',
  summary: '发布建设标准',
  schema: standardPublished.data.omit({ version: true }).extend({ occurredOn: businessDate }),
  emits: [standardPublished],
  streams: () => [policyStream()],
  initial: noPolicy,
  evolve: evolvePolicy,
  decide: ({ standards }, { occurredOn, ...standard }, { today }) => {
    notInFuture(occurredOn, today);
    const last = standards.at(-1);
    if (last && standard.from < last.from) {
      throw new Refusal(
        'standard.before-last',
        {
          zh: `施行日期 ${standard.from} 早于现行标准第${last.version}版的施行日期 ${last.from}`,
          en: `version ${last.version} is in force from ${last.from}: the next one not from ${standard.from}, before it`,
        },
        { zh: '请核对施行日期', en: 'check the day' },
        '/from',
      );
    }
    const data = { ...standard, version: (last?.version ?? 0) + 1 };
    return [happened(standardPublished, policyStream(), occurredOn, data)];
  },
});

/** Opens a campaign that targets and projects may be part of. */
export const openCampaign = defineCommand({
  name: 'OpenCampaign',
  summary: '启动专项活动',
  schema: campaignOpened.data.extend({ occurredOn: businessDate }),
  emits: [campaignOpened],
  streams: () => [policyStream()],
  initial: noPolicy,
  evolve: evolvePolicy,
  decide: ({ campaigns }, { occurredOn, ...campaign }, { today }) => {
    notInFuture(occurredOn, today);
    if (campaigns.some(({ name }) => name === campaign.campaign)) {
      throw new Refusal(
        'campaign.already-opened',
        { zh: `专项活动“${campaign.campaign}”已经启动`, en: 'there is a campaign of this name already' },
        { zh: '请换一个名称', en: 'choose another one' },
        '/campaign',
      );
    }
    requireInOrder(campaign.from, campaign.until, { zh: '开始日期', en: 'its first day' });
    return [happened(campaignOpened, policyStream(), occurredOn, campaign)];
  },
});

/** Sets a town's target of a year; a later one takes its place. */
export const setTownTarget = defineCommand({
  name: 'SetTownTarget',
  summary: '下达年度目标',
  schema: townTargetSet.data.extend({ occurredOn: businessDate }),
  emits: [townTargetSet],
  streams: () => [policyStream()],
  initial: noPolicy,
  evolve: evolvePolicy,
  decide: (_, { occurredOn, ...target }, { today, tenantCode }) => {
    notInFuture(occurredOn, today);
    requireTownOf(tenantCode, target.townCode);
    return [happened(townTargetSet, policyStream(), occurredOn, target)];
  },
});

/** Lets a town's venue do without something, until a day. */
export const grantWaiver = defineCommand({
  name: 'GrantWaiver',
  summary: '批准豁免',
  schema: waiverGranted.data.extend({
    occurredOn: businessDate,
    waiverId: uuid.optional().describe('assigned when left out'),
  }),
  emits: [waiverGranted],
  streams: () => [policyStream()],
  initial: noPolicy,
  evolve: evolvePolicy,
  decide: ({ waivers }, { occurredOn, waiverId, ...waiver }, { today, newId, tenantCode }) => {
    notInFuture(occurredOn, today);
    requireTownOf(tenantCode, waiver.townCode);
    requireInOrder(occurredOn, waiver.until, { zh: '批准日期', en: 'the day on which it is granted' });
    const id = waiverId ?? newId;
    if (waivers.some((one) => one.waiverId === id)) {
      throw new Refusal(
        'waiver.already-granted',
        { zh: '这项豁免已登记，不能重复登记', en: 'this waiver is recorded already' },
        { zh: '另一项豁免请换用新的编号', en: 'give another waiver an id of its own' },
        '/waiverId',
      );
    }
    return [happened(waiverGranted, policyStream(), occurredOn, { ...waiver, waiverId: id })];
  },
});

function requireInOrder(from: string, until: string, { zh, en }: Refusal['sentence']): void {
  if (from <= until) return;
  throw new Refusal(
    'policy.until-before-start',
    { zh: `截止日期 ${until} 早于${zh} ${from}`, en: `its last day ${until} is before ${en} (${from})` },
    { zh: '请核对两个日期', en: 'check both dates' },
    '/until',
  );
}
