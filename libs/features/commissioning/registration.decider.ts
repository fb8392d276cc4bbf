import type { StreamFact } from '../../event-store/index.ts';
import { defineCommand } from '../shared/command.ts';
import { standardInForce, standardOf, type CountyPolicy } from '../shared/county-policy.ts';
import { notInFuture } from '../shared/dates.ts';
import { happened, type DataOf, type DecidedEvent } from '../shared/event.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import {
  evolveProject,
  requireItsVillage,
  requirePlan,
  unplanned,
  type Project,
} from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Standard } from '../shared/standard.ts';
import { projectStream, venueStream, villageStream } from '../shared/streams.ts';
import { areaDm2, businessDate, line, villageId } from '../shared/values.ts';
import { evolveVenue, noVenue, type Venue } from '../shared/venue-state.ts';
import {
  evolveVillages,
  noVillage,
  noVillages,
  requireInTown,
  type Villages,
} from '../shared/village-state.ts';
import { venueRegistered } from './commissioning.events.ts';

interface RegistrationState {
  readonly venue: Venue;
  /** The project of the same id: nothing, for a venue that was there before. */
  readonly project: Project;
  readonly villages: Villages;
}

const initial: RegistrationState = { venue: noVenue, project: unplanned, villages: noVillages };

const schema = venueRegistered.data.omit({ standardVersion: true }).extend({
  occurredOn: businessDate,
  venueId: venueRegistered.data.shape.venueId
    .optional()
    .describe('of an existing venue assigned when left out; the project’s, for what a project built'),
  villageId: villageId.optional().describe('of an existing venue; a project has its own'),
  name: line(60).optional().describe('of an existing venue; left out for a project: its name in the plan'),
  areaDm2: areaDm2
    .optional()
    .describe('dm²; of an existing venue, and only then: completion tells a project’s'),
});

/** What is registered of the building itself. */
type Building = Pick<DataOf<typeof venueRegistered>, 'villageId' | 'name' | 'areaDm2' | 'standardVersion'>;

/**
 * Registers a venue: one that was there before, or what the project of the same id has built, each once. What the
 * project's facts tell is taken from there.
 */
export const registerVenue = defineCommand({
  name: 'RegisterVenue',
  summary: '登记阵地',
  schema,
  emits: [venueRegistered],
  streams: ({ venueId, villageId: village, sharedWith }, { newId }) => [
    venueStream(venueId ?? newId),
    projectStream(venueId ?? newId),
    // Each once: a stream is expected at one version.
    ...[...new Set([...(village ? [village] : []), ...sharedWith])].map(villageStream),
  ],
  initial,
  evolve,
  blockers: ({ venue, project }) => [...registeredBefore(venue), ...notBuilt(project)],
  decide: (state, { occurredOn, venueId, origin, sharedWith, rooms, homes, condition, ...more }, context) => {
    notInFuture(occurredOn, context.today);
    const building =
      origin === 'project'
        ? builtBy(state.project, { occurredOn, ...more })
        : existing(state, { occurredOn, ...more }, context.policy);
    requireRooms(rooms, standardOf(context.policy, building.standardVersion));
    requireEachOnce(homes, 'homes');
    requireSharers(sharedWith, building.villageId, { villages: state.villages, occurredOn });
    const id = venueId ?? context.newId;
    const data = {
      venueId: id,
      ...building,
      sharedWith,
      rooms,
      homes,
      origin,
      condition,
      ...(more.attachments && { attachments: more.attachments }),
    };
    return [happened(venueRegistered, venueStream(id), occurredOn, data)];
  },
});

function evolve(state: RegistrationState, event: StreamFact | DecidedEvent): RegistrationState {
  return {
    venue: evolveVenue(state.venue, event),
    project: evolveProject(state.project, event),
    villages: evolveVillages(state.villages, event),
  };
}

function registeredBefore({ registered }: Venue): Refusal[] {
  if (!registered) return [];
  return [
    new Refusal(
      'venue.already-registered',
      {
        zh: `这个阵地已于 ${registered.on} 登记，不能重复登记`,
        en: `this venue was registered on ${registered.on}`,
      },
      {
        zh: '请在阵地页办理其他事项，另一处阵地请不填编号重新登记',
        en: 'go on from the venue’s page, or register another venue under an id of its own',
      },
      '/venueId',
    ),
  ];
}

/** An id that a project bears is that of what the project builds: there is something to register when it is complete. */
function notBuilt({ villageId: village, stage, work }: Project): Refusal[] {
  if (village === null || work.completion) return [];
  const refusal =
    stage === 'cancelled'
      ? new Refusal(
          'project.cancelled',
          { zh: '这个项目已取消，没有建成的阵地可登记', en: 'this project was cancelled and built no venue' },
          {
            zh: '原有的房屋请不填编号登记为原有阵地，仍要建设的请另行规划阵地',
            en: 'register what was there before as an existing venue, or plan another one',
          },
          '/venueId',
        )
      : new Refusal(
          'venue.not-completed',
          { zh: '这个项目还没有竣工', en: 'this project is not complete' },
          { zh: '请先登记竣工，再登记阵地', en: 'record its completion first, then register the venue' },
          '/venueId',
        );
  return [refusal];
}

interface Said {
  readonly occurredOn: string;
  readonly villageId?: string | undefined;
  readonly name?: string | undefined;
  readonly areaDm2?: number | undefined;
}

/** @throws {Refusal} project.unknown, project.other-village, venue.area-of-project, date.before-earlier-stage */
function builtBy(state: Project, { occurredOn, villageId: said, name, areaDm2: typed }: Said): Building {
  const project = requirePlan(state);
  requireItsVillage(project, said);
  const { villageId, plan, work } = project;
  if (typed !== undefined) {
    throw new Refusal(
      'venue.area-of-project',
      {
        zh: '项目建成的阵地，面积取自竣工登记',
        en: 'the area of what a project built is that of its completion',
      },
      { zh: '请不填面积，有误的请更正竣工登记', en: 'leave it out, or correct the completion' },
      '/areaDm2',
    );
  }
  notBeforeStage(occurredOn, project, 'completion');
  return {
    villageId,
    name: name ?? plan.venueName,
    areaDm2: work.completion!.builtAreaDm2,
    standardVersion: plan.standardVersion,
  };
}

/** @throws {Refusal} venue.built-by-project, venue.field-needed, village.unknown, date.before-earlier-stage, village.merged */
function existing(
  { project, villages }: RegistrationState,
  { occurredOn, villageId, name, areaDm2 }: Said,
  policy: CountyPolicy,
): Building {
  if (project.villageId !== null) {
    throw new Refusal(
      'venue.built-by-project',
      { zh: '这个编号是项目的', en: 'a project bears this id' },
      { zh: '请按项目建成登记', en: 'register what it built' },
      '/origin',
    );
  }
  if (villageId === undefined) throw needed('villageId', '所在的村', 'the village');
  if (name === undefined) throw needed('name', '阵地名称', 'the name');
  if (areaDm2 === undefined) throw needed('areaDm2', '建筑面积', 'the floor area');
  requireInTown(villages[villageId] ?? noVillage, occurredOn);
  return { villageId, name, areaDm2, standardVersion: standardInForce(policy, occurredOn).version };
}

function needed(field: string, zh: string, en: string): Refusal {
  return new Refusal(
    'venue.field-needed',
    { zh: `登记原有阵地须有${zh}`, en: `an existing venue is registered with ${en}` },
    { zh: '请补填', en: 'fill it in' },
    `/${field}`,
  );
}

/** @throws {Refusal} venue.unknown-room, venue.listed-twice */
function requireRooms(rooms: readonly { readonly kind: string }[], standard: Standard): void {
  const kinds = standard.rooms.map(({ key }) => key);
  const unknown = rooms.findIndex(({ kind }) => !kinds.includes(kind));
  if (unknown >= 0) {
    throw new Refusal(
      'venue.unknown-room',
      {
        zh: `标准（第 ${standard.version} 版）没有“${rooms[unknown]!.kind}”这类功能室`,
        en: `the standard (version ${standard.version}) has no room of the kind ${rooms[unknown]!.kind}`,
      },
      { zh: '请从标准所列中选择', en: 'choose one that it lists' },
      `/rooms/${unknown}/kind`,
    );
  }
  requireEachOnce(
    rooms.map(({ kind }) => kind),
    'rooms',
  );
}

/** @throws {Refusal} venue.shared-with-itself, village.unknown, date.before-earlier-stage, village.merged, venue.listed-twice */
function requireSharers(
  sharedWith: readonly string[],
  own: string,
  { villages, occurredOn }: Pick<RegistrationState, 'villages'> & { readonly occurredOn: string },
): void {
  sharedWith.forEach((village, i) => {
    if (village === own) {
      throw new Refusal(
        'venue.shared-with-itself',
        { zh: '共用村不含阵地所在的村', en: 'a venue is shared with other villages than its own' },
        { zh: '请只填写其他村', en: 'name those only' },
        `/sharedWith/${i}`,
      );
    }
    requireInTown(villages[village] ?? noVillage, occurredOn, `/sharedWith/${i}`);
  });
  requireEachOnce(sharedWith, 'sharedWith');
}

function requireEachOnce(values: readonly string[], field: string): void {
  const again = values.findIndex((value, i) => values.indexOf(value) < i);
  if (again < 0) return;
  throw new Refusal(
    'venue.listed-twice',
    { zh: '同一项填写了两次', en: 'the same is listed twice' },
    { zh: '请合并', en: 'list it once' },
    `/${field}/${again}`,
  );
}
