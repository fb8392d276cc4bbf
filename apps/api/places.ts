/** So many places for each key, taken and given back. */
export class Places {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Takes a place. @returns what gives it back, once; undefined when all are taken. */
  take(key: string): (() => void) | undefined {
    const taken = this.taken.get(key) ?? 0;
    if (taken >= this.most) return undefined;
    this.taken.set(key, taken + 1);
    return () => {
      const left = this.taken.get(key)! - 1;
      if (left > 0) this.taken.set(key, left);
      else this.taken.delete(key);
    };
  }
}
