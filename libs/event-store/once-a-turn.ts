/** Carries `work` out at the end of this turn of the event loop, which may bring many requests: once, however often it is asked to. */
export function onceATurn(work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    setImmediate(() => {
      asked = false;
      work();
    });
  };
}
