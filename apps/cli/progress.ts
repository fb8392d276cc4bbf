import { SingleBar } from 'cli-progress';

/** Shows on standard error how far a long work is. */
export interface Progress {
  /** @param whole if it is another one than at the start. */
  update(done: number, whole?: number): void;
  stop(): void;
}

/** Shows the progress of a work that says itself how long it is. */
export async function withProgress<Result>(
  label: string,
  work: (onProgress: (done: number, whole: number) => void) => Promise<Result>,
): Promise<Result> {
  let progress: Progress | undefined;
  try {
    return await work((done, whole) => {
      progress ??= startProgress(label, whole);
      progress.update(done);
    });
  } finally {
    progress?.stop();
  }
}

/** A bar on a terminal; elsewhere a line at each quarter. */
export function startProgress(label: string, whole: number): Progress {
  return process.stderr.isTTY ? barProgress(label, whole) : lineProgress(label, whole);
}

function barProgress(label: string, whole: number): Progress {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label} {bar} {percentage} %  {value}/{total}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  bar.start(whole, 0);
  return {
    update: (done, now = whole) => {
      bar.setTotal(now);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

function lineProgress(label: string, whole: number): Progress {
  let told = 0;
  return {
    update: (done, now = whole) => {
      const quarter = Math.floor((done / now) * 4);
      if (quarter > told) console.error(`${label}: ${quarter * 25} %`);
      told = Math.max(told, quarter);
    },
    stop: () => undefined,
  };
}
