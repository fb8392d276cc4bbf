import { defaultStandard } from '../../features/shared/standard.ts';
import { namedId } from '../../features/shared/streams.ts';
import { COMMAND_PLACES } from './command-places.ts';
import { accountId, ATTACHMENT, PERSONS, VENUES, VILLAGES } from './twins.ts';

/**
 * Whose a route is: everybody's, of the person that is signed in, of a town, of a county, of a county that publishes it to
 * its towns, of those who administer a county or a town of it, of the installation.
 */
export type Place =
  | 'everybody'
  | 'self'
  | 'town'
  | 'county'
  | 'published'
  | 'administered county'
  | 'administered town'
  | 'installation';

/** What is said of a route, independently of what it does: whose it is, and what whoever calls it must be granted. */
export interface RoutePlace {
  readonly place: Place;
  /** Null where it is enough to be signed in, or not even that. */
  readonly permission: string | null;
  /** What else stands in the address, in the query and in the body of a request that is as it should be. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** In the place of a body of JSON. */
  readonly bytes?: Buffer;
  /** The field of the body, or the way to it, by which the client names what it makes: any id will do. */
  readonly creates?: string;
  /** What this request is answered to its own people, where that is a refusal all the same. */
  readonly answers?: 401 | 403 | 404;
  /** It would sign the caller out, who has more to ask. */
  readonly signsOut?: true;
  /** Whether it answers without an end. */
  readonly streams?: true;
  /** Whether all its own people find facts, names or accounts of their own in the answer. */
  readonly reveals: boolean;
}

const [villageId] = VILLAGES;
const [venueId] = VENUES;

const sees = (place: Place, permission: string, more: Partial<RoutePlace> = {}): RoutePlace => ({
  place,
  permission,
  reveals: true,
  ...more,
});
const does = (
  place: Place,
  permission: string | null,
  body?: Readonly<Record<string, unknown>>,
  creates?: string,
): RoutePlace => ({ place, permission, body, reveals: false, ...(creates && { creates }) });

// Somebody whom nothing happens to who calls the routes.
const SPARE = { accountId: accountId('spare') };
const FIGURE = { figure: 'funds.amountFen' };
const RAISED = { params: { figure: 'funds.raised' }, query: { from: '2020-01-01' } };
const CHECK = { from: '2020-01-01', items: [{ kind: 'figure', figure: 'funds.raised', value: '0' }] };
const SPLIT = { amountFen: 3, parts: [{ name: '省级', weight: 1 }] };
const { version: _, from: __, ...PROPOSED } = defaultStandard;
const TOWN = '/api/v1/towns/{townCode}';
const COUNTY = '/api/v1/counties/{countyCode}';

/** Every route of the API. One that is not here has no place, and fails. */
export const ROUTE_PLACES: Readonly<Record<string, RoutePlace>> = {
  'POST /api/v1/sign-in': {
    ...does('everybody', null, { username: 'nobody', password: 'none' }),
    answers: 401,
  },
  'GET /api/v1/sign-in/methods': does('everybody', null),
  'GET /api/v1/sign-in/oidc': { ...does('everybody', null), answers: 404 },
  'GET /api/v1/sign-in/oidc/callback': { ...does('everybody', null), answers: 404 },
  'POST /api/v1/sign-in/oidc/exchange': { ...does('everybody', null, { token: 'of nobody' }), answers: 404 },
  'POST /api/v1/session/refresh': { ...does('everybody', null), answers: 403 },
  'POST /api/v1/session/end': { ...does('everybody', null), answers: 403 },
  'GET /api/v1/me': { place: 'self', permission: null, reveals: true },
  'GET /api/v1/me/sessions': does('self', null),
  'DELETE /api/v1/me/sessions': { ...does('self', null), signsOut: true },
  'DELETE /api/v1/me/sessions/{sessionId}': {
    ...does('self', null),
    params: { sessionId: namedId('no session') },
    answers: 404,
  },
  'PUT /api/v1/me/password': does('self', null, { current: 'wrong' }),
  'POST /api/v1/me/exports': does('self', null, {
    list: '村',
    place: '城关镇',
    rows: 3,
    asOf: '2024-06-30',
    filters: ['状态'],
  }),
  'POST /api/v1/me/second-factor': does('self', null),
  'PUT /api/v1/me/second-factor': does('self', null, { code: '' }),
  'POST /api/v1/me/second-factor/remove': does('self', null, { password: '' }),

  [`GET ${TOWN}/views/town-summary`]: sees('town', 'view:town-summary'),
  [`GET ${TOWN}/views/village-cards`]: sees('town', 'view:village-cards', { query: { villageId } }),
  [`GET ${TOWN}/views/venue-cards`]: sees('town', 'view:venue-cards', { query: { villageId, venueId } }),
  [`GET ${TOWN}/views/project-board`]: sees('town', 'view:project-board', { query: { villageId, venueId } }),
  [`GET ${TOWN}/views/fund-ledger`]: sees('town', 'view:fund-ledger', { query: { villageId, venueId } }),
  [`GET ${TOWN}/views/alerts`]: sees('town', 'view:alerts', { query: { villageId } }),
  [`GET ${TOWN}/views/to-do`]: sees('town', 'view:to-do', { query: { villageId } }),
  [`GET ${TOWN}/views/town-summary/events`]: sees('town', 'provenance:town-summary', { query: FIGURE }),
  [`GET ${TOWN}/views/coverage`]: sees('town', 'view:coverage'),
  [`GET ${TOWN}/views/six-haves`]: sees('town', 'view:six-haves'),
  [`GET ${TOWN}/views/annual-progress`]: sees('town', 'view:annual-progress'),
  [`GET ${TOWN}/views/programme`]: sees('town', 'view:programme'),
  [`GET ${TOWN}/views/policy`]: sees('town', 'view:policy'),
  [`GET ${TOWN}/figures`]: sees('town', 'view:figures'),
  [`GET ${TOWN}/figures/{figure}/events`]: sees('town', 'provenance:figures', RAISED),
  [`POST ${TOWN}/figures/check`]: does('town', 'figures:check', CHECK),
  [`POST ${TOWN}/figures/split`]: does('town', 'figures:check', SPLIT),
  [`GET ${TOWN}/views/{view}/{key}/events`]: sees('town', 'provenance:village-cards', {
    params: { view: 'village-cards', key: villageId },
  }),
  [`GET ${TOWN}/projects/{venueId}`]: sees('town', 'view:venue-cards', { params: { venueId } }),
  [`GET ${TOWN}/projects/{venueId}/next`]: {
    ...sees('town', 'view:venue-cards', { params: { venueId } }),
    reveals: false,
  },
  [`GET ${TOWN}/events`]: sees('town', 'events', { query: { villageId } }),

  [`GET ${COUNTY}/towns`]: sees('county', 'towns'),
  [`GET ${COUNTY}/views/county-overview`]: sees('county', 'view:county-overview'),
  [`GET ${COUNTY}/views/project-board`]: sees('county', 'view:project-board'),
  [`GET ${COUNTY}/views/alerts`]: sees('county', 'view:alerts'),
  [`GET ${COUNTY}/views/fund-flow`]: sees('county', 'view:fund-flow'),
  [`GET ${COUNTY}/views/county-overview/events`]: sees('county', 'provenance:county-overview', {
    query: FIGURE,
  }),
  [`GET ${COUNTY}/views/coverage`]: sees('county', 'view:coverage'),
  [`GET ${COUNTY}/views/six-haves`]: sees('county', 'view:six-haves'),
  [`GET ${COUNTY}/views/annual-progress`]: sees('county', 'view:annual-progress'),
  [`GET ${COUNTY}/views/scoreboard`]: sees('county', 'view:scoreboard'),
  [`GET ${COUNTY}/views/targets`]: sees('county', 'view:targets'),
  [`GET ${COUNTY}/views/policy`]: sees('county', 'view:policy'),
  [`POST ${COUNTY}/policy/preview`]: does('county', 'policy:preview', PROPOSED),
  [`GET ${COUNTY}/figures`]: sees('county', 'view:figures'),
  [`GET ${COUNTY}/figures/{figure}/events`]: sees('county', 'provenance:figures', RAISED),
  [`POST ${COUNTY}/figures/check`]: does('county', 'figures:check', CHECK),
  [`POST ${COUNTY}/figures/split`]: does('county', 'figures:check', SPLIT),
  [`GET ${COUNTY}/views/rankings`]: sees('published', 'view:rankings'),
  [`GET ${COUNTY}/live`]: sees('county', 'live', { streams: true, reveals: false }),
  [`GET ${COUNTY}/events`]: sees('county', 'events'),

  [`GET ${TOWN}/accounts`]: sees('town', 'accounts'),
  [`POST ${TOWN}/accounts`]: does('town', 'accounts', {
    username: 'somebody-new',
    roles: ['village-clerk'],
    villageId,
  }),
  [`PATCH ${TOWN}/accounts/{accountId}`]: {
    ...does('town', 'accounts', { roles: ['village-clerk'], villageId }),
    params: SPARE,
  },
  [`POST ${TOWN}/accounts/{accountId}/password`]: { ...does('town', 'accounts'), params: SPARE },
  [`GET ${COUNTY}/accounts`]: sees('county', 'accounts'),
  [`POST ${COUNTY}/accounts`]: does('county', 'accounts', {
    username: 'somebody-newer',
    roles: ['county-analyst'],
  }),
  [`PATCH ${COUNTY}/accounts/{accountId}`]: {
    ...does('county', 'accounts', { roles: ['county-reviewer'] }),
    params: SPARE,
  },
  [`POST ${COUNTY}/accounts/{accountId}/password`]: { ...does('county', 'accounts'), params: SPARE },

  [`GET ${TOWN}/persons`]: sees('town', 'persons'),
  [`POST ${TOWN}/persons`]: does('town', 'persons:enter', { name: '王建国' }, 'personId'),
  [`PUT ${TOWN}/persons/{personId}`]: {
    ...does('town', 'persons:enter', { name: '王建军' }),
    params: { personId: PERSONS[1] },
  },
  [`POST ${TOWN}/persons/{personId}/unmask`]: {
    ...sees('town', 'persons:unmask'),
    params: { personId: PERSONS[0] },
  },
  [`POST ${TOWN}/persons/{personId}/erase`]: {
    ...does('town', 'persons:erase'),
    params: { personId: PERSONS[1] },
  },
  [`POST ${TOWN}/commands/change-officer`]: does('town', 'command:change-officer', {
    occurredOn: '2024-06-03',
    villageId,
    post: 'village-head',
    inPersonId: PERSONS[0],
  }),

  [`POST ${TOWN}/attachments/uploads`]: does('town', 'attachments:upload', {
    name: '验收照片.jpg',
    bytes: 1_000,
    villageId,
  }),
  // An upload is its account's own: of these accounts nobody has one.
  [`GET ${TOWN}/attachments/uploads/{uploadId}`]: {
    ...does('town', 'attachments:upload'),
    params: { uploadId: namedId('no upload') },
    answers: 404,
  },
  [`PUT ${TOWN}/attachments/uploads/{uploadId}`]: {
    ...does('town', 'attachments:upload'),
    params: { uploadId: namedId('no upload') },
    query: { offset: '0' },
    bytes: Buffer.from('%PDF-1.7'),
    answers: 404,
  },
  [`POST ${TOWN}/attachments/uploads/{uploadId}/complete`]: {
    ...does('town', 'attachments:upload'),
    params: { uploadId: namedId('no upload') },
    answers: 404,
  },
  [`GET ${TOWN}/attachments/{sha256}`]: sees('town', 'attachments', { params: { sha256: ATTACHMENT } }),

  [`GET ${COUNTY}/audit`]: sees('county', 'audit'),
  [`GET ${COUNTY}/audit.csv`]: sees('county', 'audit'),
  'GET /api/v1/platform/audit': sees('installation', 'audit'),
  [`GET ${TOWN}/verification`]: { ...sees('town', 'verify'), reveals: false },
  [`GET ${COUNTY}/verification`]: { ...sees('county', 'verify'), reveals: false },

  [`POST ${TOWN}/commands/register-village`]: does('town', 'command:register-village', {
    occurredOn: '2024-01-02',
    code: '990101100201',
    name: '新村',
  }),
  [`POST ${TOWN}/commands/plan-venue`]: does(
    'town',
    'command:plan-venue',
    {
      occurredOn: '2024-01-10',
      venueId,
      villageId,
      venueName: '活动室',
      year: 2024,
      buildType: 'new',
      reason: '房屋陈旧',
      plannedAreaDm2: 30_000,
      budgetFen: 60_000_000,
      fundingPlan: { higherFen: 60_000_000, townFen: 0, villageFen: 0 },
      targetOn: '2024-12-20',
    },
    'venueId',
  ),
  [`POST ${TOWN}/commands/allocate-funds`]: does(
    'town',
    'command:allocate-funds',
    {
      occurredOn: '2024-02-01',
      venueId,
      tier: 'town',
      source: '镇级财政',
      amountFen: 1,
      kind: 'cash',
      documentNo: '青财〔2024〕12号',
    },
    'allocationId',
  ),
  [`POST ${TOWN}/commands/complete-venue`]: does('town', 'command:complete-venue', {
    occurredOn: '2024-05-20',
    venueId,
    builtAreaDm2: 31_250,
    finalCostFen: 58_500_000,
    grade: 'standard',
  }),
  [`POST ${TOWN}/commands/cancel-project`]: does('town', 'command:cancel-project', {
    occurredOn: '2024-03-01',
    venueId,
    reason: '村庄整体搬迁',
  }),
  [`POST ${TOWN}/commands/hold-training`]: does(
    'town',
    'command:hold-training',
    {
      occurredOn: '2024-06-02',
      villageId,
      venueId,
      platform: 2,
      topic: '果树修剪',
      host: 'school',
      startTime: '09:30',
      hours: 2.5,
      members: 12,
      public: 34,
    },
    'trainingId',
  ),
  ...COMMAND_PLACES,
  [`POST ${COUNTY}/commands/publish-ranking`]: does('county', 'command:publish-ranking', {
    occurredOn: '2024-06-01',
    figure: 'coverage',
  }),
  [`POST ${COUNTY}/commands/withdraw-ranking`]: does('county', 'command:withdraw-ranking', {
    occurredOn: '2024-06-02',
    figure: 'coverage',
    reason: '口径调整',
  }),

  'GET /api/v1/tenants': sees('installation', 'tenants'),
  'GET /api/v1/projections': sees('installation', 'projections', { reveals: false }),
  [`GET ${COUNTY}/tenants`]: sees('administered county', 'tenants'),
  [`POST ${COUNTY}/towns`]: does('administered county', 'tenants', { code: '990101999', name: '新镇' }),
  // What would put an end to a town, or to its name, is asked for in a way that is not right.
  [`POST ${COUNTY}/towns/{townCode}/merge`]: does('administered town', 'tenants', {
    into: '',
    occurredOn: '2024-01-01',
  }),
  [`POST ${COUNTY}/towns/{townCode}/close`]: does('administered town', 'tenants', { reason: '' }),
  [`POST ${COUNTY}/towns/{townCode}/rename`]: does('administered town', 'tenants', { name: '' }),
  [`POST ${COUNTY}/towns/{townCode}/suspend`]: does('administered town', 'tenants', {}),
  [`POST ${COUNTY}/towns/{townCode}/resume`]: does('administered town', 'tenants', {}),
};

/** Of what kind the things are that a parameter or a field of a body names by an id. */
export type Named =
  | 'village'
  | 'venue'
  | 'allocation'
  | 'defect'
  | 'event'
  | 'person'
  | 'account'
  | 'session'
  | 'row of a view'
  | 'town'
  | 'upload'
  | 'attachment';

/** By the parameter's or field's name; one that looks like an id and is not here fails. */
export const NAMED_BY: Readonly<Record<string, Named>> = {
  villageId: 'village',
  villages: 'village',
  sharedWith: 'village',
  intoVillageId: 'village',
  venueId: 'venue',
  allocationId: 'allocation',
  // As the examples have it: they reverse an allocation.
  factId: 'allocation',
  defectId: 'defect',
  eventId: 'event',
  personId: 'person',
  inPersonId: 'person',
  outPersonId: 'person',
  leadGroup: 'person',
  accountId: 'account',
  sessionId: 'session',
  uploadId: 'upload',
  sha256: 'attachment',
  key: 'row of a view',
  town: 'town',
  townCode: 'town',
  into: 'town',
};
