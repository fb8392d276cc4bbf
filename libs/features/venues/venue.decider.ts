import { standardInForce } from '../shared/county-policy.ts';
import { defineCommand } from '../shared/command.ts';
import { notInFuture, yearOf } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream, venueStream, villageStream } from '../shared/streams.ts';
import { businessDate, uuid } from '../shared/values.ts';
import { evolveVenue, existingVenueBlockers, noVenue, type Venue } from '../shared/venue-state.ts';
import { evolveVillage, noVillage, requireInTown, type Village } from '../shared/village-state.ts';
import { evolveProject, requireItsVillage, unplanned, type Project } from '../shared/project-state.ts';
import { venuePlanned } from './venue.events.ts';

interface PlanState {
  readonly village: Village;
  readonly project: Project;
  /** Of the same id: none but an existing one, before the project has built it. */
  readonly venue: Venue;
}

const planState: PlanState = { village: noVillage, project: unplanned, venue: noVenue };

/** Puts a venue into the town's plan. */
export const planVenue = defineCommand({
  name: 'PlanVenue',
  summary: '编制阵地建设计划',
  schema: venuePlanned.data.omit({ standardVersion: true }).extend({
    occurredOn: businessDate,
    venueId: uuid.optional().describe('assigned when left out'),
  }),
  emits: [venuePlanned],
  streams: ({ venueId, villageId }, { newId }) => [
    projectStream(venueId ?? newId),
    venueStream(venueId ?? newId),
    villageStream(villageId),
  ],
  initial: planState,
  evolve: (state, event) => ({
    village: evolveVillage(state.village, event),
    project: evolveProject(state.project, event),
    venue: evolveVenue(state.venue, event),
  }),
  blockers: ({ project, venue }) =>
    project.stage === 'unplanned' ? existingVenueBlockers(venue) : [alreadyPlanned()],
  decide: (state, { occurredOn, venueId = '', ...plan }, { today, newId, policy }) => {
    notInFuture(occurredOn, today);
    requireInTown(state.village, occurredOn);
    if (state.project.villageId !== null) requireItsVillage(state.project, plan.villageId);
    notBeforeStage(occurredOn, state.project, 'needs');
    requireSoundTarget(plan, occurredOn);
    requireSoundFunding(plan.fundingPlan, plan.budgetFen);
    const id = venueId || newId;
    const standardVersion = standardInForce(policy, occurredOn).version;
    const data = { ...plan, venueId: id, standardVersion };
    return [happened(venuePlanned, projectStream(id), occurredOn, data)];
  },
});

/** The plan says who pays, and no more than the budget. */
function requireSoundFunding(
  { higherFen, townFen, villageFen }: { higherFen: number; townFen: number; villageFen: number },
  budgetFen: number,
): void {
  const fundingFen = higherFen + townFen + villageFen;
  if (fundingFen === 0) {
    throw new Refusal(
      'venue.no-funding',
      { zh: '三级筹资计划都是零', en: 'the funding plan has no money of any tier' },
      { zh: '请至少填写一级', en: 'fill in one of them' },
      '/fundingPlan',
    );
  }
  if (fundingFen > budgetFen) {
    throw new Refusal(
      'venue.funding-exceeds-budget',
      {
        zh: '上级、镇、村三级筹资计划之和大于预算',
        en: 'the funding plan of the three tiers adds up to more than the budget',
      },
      { zh: '请核对筹资计划和预算', en: 'check both' },
      '/fundingPlan',
    );
  }
}

/** The plan is of its own year or a later one, and is to be carried out in that year or later. */
function requireSoundTarget(
  { year, targetOn }: { year: number; targetOn: string },
  occurredOn: string,
): void {
  if (targetOn < occurredOn) {
    throw new Refusal(
      'venue.target-before-plan',
      {
        zh: `计划完工日期 ${targetOn} 早于计划编制日期 ${occurredOn}`,
        en: `the target date ${targetOn} is before the plan's own date ${occurredOn}`,
      },
      { zh: '请核对两个日期', en: 'check both dates' },
      '/targetOn',
    );
  }
  if (year < yearOf(occurredOn)) {
    throw new Refusal(
      'venue.year-before-plan',
      {
        zh: `计划年度 ${year} 早于计划编制日期 ${occurredOn} 所在年度`,
        en: `the plan's year ${year} is before its own date ${occurredOn}`,
      },
      { zh: '请填写当年或以后年度', en: 'enter that year or a later one' },
      '/year',
    );
  }
  if (yearOf(targetOn) < year) {
    throw new Refusal(
      'venue.target-before-year',
      {
        zh: `计划完工日期 ${targetOn} 早于计划年度 ${year}`,
        en: `the target date ${targetOn} is before the plan's year ${year}`,
      },
      { zh: '请核对日期和年度', en: 'check both' },
      '/targetOn',
    );
  }
}

function alreadyPlanned(): Refusal {
  return new Refusal(
    'venue.already-planned',
    { zh: '这个阵地已在计划中，不能重复编制', en: 'this venue is planned already' },
    {
      zh: '请在项目页办理下一步，另一个项目请换用新的编号',
      en: 'go on from the project’s page, or plan another project under an id of its own',
    },
    '/venueId',
  );
}
