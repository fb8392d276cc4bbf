import '../../infra/typescript/register.mjs';

/** Jest's global set-up of every kind of test but the unit tests. */
export default async function globalSetup() {
  const { startTestRun } = await import('./test-run-services.ts');
  await startTestRun();
}
