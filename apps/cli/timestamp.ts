/** This moment in UTC, to the second, in the form that may be a part of a file's name everywhere. */
export function timestamp(): string {
  return new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
