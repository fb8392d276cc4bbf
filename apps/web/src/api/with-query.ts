/** The path, which may have a query already, with those parameters that have a value. */
export function withQuery(
  path: string,
  parameters: Record<string, string | number | readonly string[] | null | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    // A list stands once for each of its items.
    for (const one of Array.isArray(value) ? value : [value as string | number | null | undefined]) {
      if (one !== null && one !== undefined) query.append(name, String(one));
    }
  }
  if (query.size === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`;
}
