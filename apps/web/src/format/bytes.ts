const megabyte = 1024 * 1024;
const numbers = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1, roundingMode: 'halfExpand' });

/** Length of a file: 3.4 MB, or whole KB below one MB, of which there is at least one. */
export function formatBytes(bytes: number): string {
  if (bytes >= megabyte) return `${numbers.format(bytes / megabyte)} MB`;
  return `${numbers.format(Math.max(1, Math.round(bytes / 1024)))} KB`;
}
