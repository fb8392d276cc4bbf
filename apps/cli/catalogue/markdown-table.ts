/** A table in Markdown. @param rows as many cells each as the head has. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A bar ends a cell, even within code.
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
