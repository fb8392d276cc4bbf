const required = new Map<string, number>();

/** From now on, reads of this town wait until the read models hold the fact at this position. */
export function requirePosition(townCode: string, position: number): void {
  required.set(townCode, Math.max(position, required.get(townCode) ?? 0));
}

/** The position of the latest fact that this tab recorded there; 0 where it recorded none. */
export function requiredPosition(code: string): number {
  return required.get(code) ?? 0;
}

/** The path with `?atLeast=` for a town in which this tab recorded something; unchanged for any other. */
export function withRequiredPosition(townCode: string, path: string): string {
  const position = required.get(townCode);
  if (position === undefined) return path;
  return `${path}${path.includes('?') ? '&' : '?'}atLeast=${String(position)}`;
}
