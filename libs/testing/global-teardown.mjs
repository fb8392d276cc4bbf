/** Runs in the process of the global set-up, and so finds the services that it started. */
export default async function globalTeardown() {
  const { stopTestRun } = await import('./test-run-services.ts');
  await stopTestRun();
}
