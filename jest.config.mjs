import { swcOptions } from './infra/typescript/swc-options.mjs';

const shared = {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/infra'],
  testEnvironment: '<rootDir>/libs/testing/leak-check-environment.mjs',
  transform: { '\\.tsx?$': ['@swc/jest', swcOptions] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
};

const services = {
  globalSetup: '<rootDir>/libs/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.mjs',
};

/** A kind of test, told by the middle of its file's name: `append.db.spec.ts`. */
const kind = (name) => ({ ...shared, ...services, displayName: name, testMatch: [`**/*.${name}.spec.ts`] });

export default {
  // One more than the cores of the smallest machine: a third of the time a test waits for a process or a page.
  maxWorkers: 3,
  // ES modules of a test file stay in the worker's memory: after 150 files it held 4 GB, and a file took 6 s instead of half a second.
  workerIdleMemoryLimit: '1GB',
  // Bounds what waits for a condition; a test that takes this long has failed.
  testTimeout: 120_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/!(*.db|*.queue|*.e2e|*.chaos).spec.ts'] },
    kind('db'),
    kind('queue'),
    kind('e2e'),
    kind('chaos'),
  ],
};
