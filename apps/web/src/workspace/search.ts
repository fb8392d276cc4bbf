/** Whether one of the names contains what was typed; nothing typed finds everything. */
export function matchesName(typed: string, ...names: string[]): boolean {
  const wanted = typed.trim().toLocaleLowerCase();
  return wanted === '' || names.some((name) => name.toLocaleLowerCase().includes(wanted));
}
