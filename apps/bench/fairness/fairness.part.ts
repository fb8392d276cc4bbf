import { expectEqual } from '../append/store.ts';
import type { Database } from '../cluster.ts';
import { AllocationSource, AMOUNT_FEN } from '../http/commands.ts';
import { checkOurs, clerks } from '../http/http.part.ts';
import { startInstallation } from '../http/installation.ts';
import { allProjected } from '../http/projection-watch.ts';
import { plannedVenues } from '../http/towns.ts';
import type { Part } from '../part.ts';
import { alternate, medians } from '../rounds.ts';
import { median, pairedRatio } from '../statistics.ts';
import { SingleFacts } from './single-facts.ts';
import { TownImports } from './town-imports.ts';

// Towns of a median county, beside the one that imports.
const OTHERS = 10;
const USUAL_MS = 2_000;
// Half of them for each contestant, five payments each: enough for some minutes of single facts.
const VENUES_PER_TOWN = 200;
const USUAL = 'usual';
const DURING = 'during an import';

/** How long facts of some towns are on their way to the read models, usually and while another town imports its history. */
export const fairnessPart: Part = async (cluster, { rounds, importedEvents }) => {
  const database = await cluster.createStore('fairness');
  // Each round, and the one that warms up, has a town that imports.
  const { county, venues, events } = await plannedVenues(database, OTHERS + rounds + 1, VENUES_PER_TOWN);
  const towns = [...new Set(venues.map(({ town }) => town))];
  const installation = await startInstallation(database);
  const tokens = clerks(installation, county, venues);
  const factsOf = (half: 0 | 1) => {
    const own = venues.filter((_, i) => i % 2 === half);
    const source = (of: (typeof towns)[number]) =>
      new AllocationSource(
        own.filter(({ town }) => town === of),
        tokens,
      );
    return new SingleFacts(installation.url, database, towns.slice(0, OTHERS).map(source));
  };
  const [usual, during] = [factsOf(0), factsOf(1)];
  const imports = new TownImports(database, towns.slice(OTHERS));
  const check = () => checkAll(database, events + usual.sent + during.sent + imports.events);
  try {
    await installation.startWorker();
    await allProjected(database);
    const samples = await alternate(cluster, 'lag of towns, median in ms', rounds, [
      { name: USUAL, run: () => usual.record((dueMs) => dueMs < USUAL_MS), check },
      {
        name: DURING,
        run: () => imports.during(importedEvents, (isOver) => during.record(() => !isOver())),
        check,
      },
    ]);
    const lag = medians(samples);
    return {
      ratios: { others_lag_usual_vs_during_import: pairedRatio(samples[USUAL]!, samples[DURING]!) },
      absolute: {
        others_lag_p50_ms_usual: lag[USUAL]!,
        others_lag_p50_ms_during_import: lag[DURING]!,
        others_lag_p99_ms_usual: median(usual.p99s),
        others_lag_p99_ms_during_import: median(during.p99s),
        others_lag_import_s: median(imports.seconds),
      },
      samples: { fairness: samples },
    };
  } finally {
    await imports.close();
    await installation.stop();
  }
};

/** All events are there, and all are folded: each is a village, a planned venue or a payment of the same sum. */
async function checkAll(database: Database, events: number): Promise<void> {
  await checkOurs(database, events);
  await allProjected(database);
  const [found] = await database.query(
    'select sum(villages + planned + higher_fen / $1) as folded from read_model.town_summary',
    [AMOUNT_FEN],
  );
  expectEqual('towns beside an import', found!, { folded: events });
}
