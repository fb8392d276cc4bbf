// The first that matches is the one: browsers name those that they descend from.
const browsers: readonly (readonly [string, RegExp])[] = [
  ['微信', /MicroMessenger/],
  ['Edge', /Edg(?:e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Firefox', /(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /Safari\//],
];
const systems: readonly (readonly [string, RegExp])[] = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** A browser's name for itself as people know it, "Chrome · Windows"; the beginning of it where none is known. */
export function deviceName(userAgent: string): string {
  const known = [browsers, systems].flatMap(
    (names) => names.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? [],
  );
  return known.length > 0 ? known.join(' · ') : userAgent.slice(0, 40);
}
