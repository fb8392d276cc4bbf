/** The architecture's rules. Each has been seen to fail. */
const DECIDERS = '^libs/features/.+\\.(events|decider)\\.ts$';
const SPEC = '\\.spec\\.tsx?$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'deciders-are-pure',
      comment: 'Events and deciders take values from each other and from pure helpers only.',
      severity: 'error',
      from: { path: DECIDERS },
      to: {
        pathNot: [
          '^libs/features/.+\\.(events|decider)\\.ts$',
          '^libs/features/shared/',
          '^node_modules/(zod|uuid)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'helpers-of-deciders-are-pure',
      severity: 'error',
      from: { path: '^libs/features/shared/', pathNot: SPEC },
      to: {
        pathNot: ['^libs/features/shared/', '^libs/features/.+\\.events\\.ts$', '^node_modules/(zod|uuid)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nest-at-the-edge',
      comment: '@nestjs only in modules of features, in libs/platform and in apps.',
      severity: 'error',
      from: { pathNot: ['^apps/', '^libs/platform/', '\\.module\\.ts$', '^libs/testing/'] },
      to: { path: '^node_modules/@nestjs/' },
    },
    {
      name: 'pg-in-the-core',
      comment: 'The database driver only where tenancy is enforced and events are kept.',
      severity: 'error',
      from: { pathNot: ['^libs/(tenancy|event-store|projections|testing)/', SPEC] },
      to: { path: '^node_modules/(pg|@types/pg|pg-pool)/' },
    },
    {
      name: 'features-meet-in-events',
      comment: 'A feature reaches another only through its events.',
      severity: 'error',
      from: { path: '^libs/features/([^/]+)/', pathNot: SPEC },
      to: {
        path: '^libs/features/[^/]+/',
        pathNot: ['^libs/features/$1/', '^libs/features/shared/', '\\.events\\.ts$'],
      },
    },
    {
      name: 'pages-take-only-types',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/', pathNot: ['^libs/testing/', SPEC] },
      to: { path: '^apps/' },
    },
    {
      name: 'tests-stay-out',
      comment: 'What runs never imports what tests it.',
      severity: 'error',
      from: { pathNot: [SPEC, '^libs/testing/'] },
      to: { path: ['^libs/testing/', SPEC] },
    },
    {
      name: 'the-core-knows-no-features',
      severity: 'error',
      from: { path: '^libs/(event-store|tenancy|projections)/', pathNot: SPEC },
      to: { path: ['^libs/features/', '^libs/platform/'] },
    },
    {
      name: 'unscoped-transactions-are-rare',
      comment:
        'A pool of connections is made in composition roots and operators’ tools only; all else gets a handle.',
      severity: 'error',
      from: {
        pathNot: [
          '^libs/tenancy/',
          '^libs/testing/',
          SPEC,
          '^apps/api/api\\.module\\.ts$',
          '^apps/worker/create-worker\\.ts$',
          '^libs/platform/prepare-database\\.ts$',
          '^apps/cli/',
        ],
      },
      to: { path: '^libs/tenancy/pool\\.ts$' },
    },
    {
      name: 'read-models-are-projected',
      comment: 'Every projection is reachable from the worker.',
      severity: 'error',
      from: { path: '^apps/worker/main\\.ts$' },
      to: { path: '\\.projection\\.ts$', reachable: false },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: 'dist/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    // The benchmarks speak to the database and to the peers as these want to be spoken to.
    exclude: { path: '^(dist|apps/bench)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
