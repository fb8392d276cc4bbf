/** What can be told of a JSON text without its values. */
export interface JsonShape {
  /** Objects and arrays in each other, at the deepest place. */
  readonly depth: number;
  /** Members of all objects, those of the same name counted each. */
  readonly members: number;
}

/** The shape of a text, if it is JSON; of any other text it means nothing. */
export function jsonShape(text: string): JsonShape {
  let [open, depth, members] = [0, 0, 0];
  for (let i = 0; i < text.length; i += 1) {
    switch (text[i]) {
      case '"':
        i = endOfString(text, i);
        break;
      case '{':
      case '[':
        depth = Math.max(depth, (open += 1));
        break;
      case '}':
      case ']':
        open -= 1;
        break;
      case ':':
        members += 1;
        break;
      default:
        break;
    }
  }
  return { depth, members };
}

/** Members of all objects in a parsed value, which keeps one of those of the same name. */
export function memberCount(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : values.length;
  return values.reduce((sum: number, inner) => sum + memberCount(inner), own);
}

/** Where the string that begins at `start` has its closing quote. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '"') return i;
    // What follows a backslash never closes the string.
    if (text[i] === '\\') i += 1;
  }
  return text.length;
}
