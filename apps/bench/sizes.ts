/** How much is done. */
export interface Sizes {
  /** Rounds that count, of each comparison. */
  readonly rounds: number;
  /** Seconds of each contestant in each round of the appends. */
  readonly appendSeconds: number;
  /** Events of the rebuilds of ours and of plain SQL; Emmett rebuilds a tenth of them, and ours the same tenth beside it. */
  readonly rebuildEvents: number;
  /** Seconds of each contestant in each round over HTTP. */
  readonly httpSeconds: number;
  /** Events of the small and of the large store whose overview is asked for. */
  readonly overviewEvents: readonly [small: number, large: number];
  /** Times the overview is asked for in each round. */
  readonly overviewRequests: number;
  /** Turns of each contestant with and without sign-in checks: many short ones, since a few per cent count. */
  readonly signInTurns: number;
  /** Seconds of commands in each of these turns. */
  readonly signInSeconds: number;
  /** Turns of each contestant with and without row-level security. */
  readonly policyTurns: number;
  /** Pages of the overview in each of these turns. */
  readonly policyPages: number;
  /** Villages of the imported county. */
  readonly importedVillages: number;
  /** Events that one town imports while others record single facts. */
  readonly importedEvents: number;
}

export const full: Sizes = {
  rounds: 5,
  appendSeconds: 10,
  rebuildEvents: 1_000_000,
  httpSeconds: 10,
  overviewEvents: [1_000_000, 10_000_000],
  overviewRequests: 2_000,
  signInTurns: 61,
  signInSeconds: 1,
  policyTurns: 15,
  policyPages: 1_000,
  importedVillages: 16_000,
  importedEvents: 100_000,
};

/** A tenth of it, or less where that takes long: it has to end within five minutes. */
export const quick: Sizes = {
  rounds: 5,
  appendSeconds: 1,
  rebuildEvents: 100_000,
  httpSeconds: 1,
  overviewEvents: [100_000, 1_000_000],
  overviewRequests: 200,
  signInTurns: 41,
  signInSeconds: 0.25,
  policyTurns: 9,
  policyPages: 60,
  importedVillages: 1_600,
  importedEvents: 6_000,
};

/** In words, for the report. */
export function describeSizes(sizes: Sizes): string {
  const [small, large] = sizes.overviewEvents.map((events) => events.toLocaleString('en-US'));
  return [
    `${sizes.appendSeconds} s a turn of appends, ${sizes.httpSeconds} s over HTTP`,
    `${sizes.rebuildEvents.toLocaleString('en-US')} events rebuilt`,
    `overviews of ${small} and ${large} events`,
    `${sizes.importedVillages.toLocaleString('en-US')} villages imported`,
    `${sizes.importedEvents.toLocaleString('en-US')} events imported into one town`,
  ].join('; ');
}
