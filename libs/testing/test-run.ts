/**
 * What the global set-up hands to the test files; through the environment, because Jest runs them in other processes.
 */
const VARIABLES = {
  ownerUrl: 'ZHENDI_TEST_OWNER_URL',
  appUrl: 'ZHENDI_TEST_APP_URL',
  redisServer: 'ZHENDI_TEST_REDIS_SERVER',
  chromium: 'ZHENDI_TEST_CHROMIUM',
} as const;

/** The services of one test run. */
export interface TestRun {
  /** Superuser's URL of the migrated template database. */
  readonly ownerUrl: string;
  /** The same database as the unprivileged login sees it. */
  readonly appUrl: string;
  /** Absolute paths of the programs. */
  readonly redisServer: string;
  readonly chromium: string;
}

export function publishTestRun(run: TestRun): void {
  for (const [key, variable] of Object.entries(VARIABLES)) process.env[variable] = run[key as keyof TestRun];
}

/** @throws Error when the file does not belong to a kind of test that gets these services. */
export function currentTestRun(): TestRun {
  const entries = Object.entries(VARIABLES).map(([key, variable]) => {
    const value = process.env[variable];
    if (value === undefined)
      throw new Error('No database here: name the file *.db.spec.ts, *.queue…, *.e2e… or *.chaos…');
    return [key, value] as const;
  });
  return Object.fromEntries(entries) as unknown as TestRun;
}
