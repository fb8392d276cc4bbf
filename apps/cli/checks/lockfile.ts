/** A package of `package-lock.json`, version 3. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Licences that let us run and hand on a program without conditions on our own. */
const LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Python-2.0',
]);

/**
 * What is wrong with the packages that an installation would bring, a line each: one without a checksum, or from
 * elsewhere than a registry; one that runs a program when it is installed and of which package.json does not say
 * whether it may; one for production whose licence is not among those above.
 *
 * @param allowScripts `allowScripts` of package.json
 */
export function lockfileFaults(
  { packages }: Lockfile,
  allowScripts: Readonly<Record<string, boolean>>,
): string[] {
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  const scripted = new Set(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(nameOf));
  const stale = Object.keys(allowScripts).filter((name) => !scripted.has(name));
  return [
    ...installed.flatMap((locked) => faultsOf(locked, allowScripts)),
    ...stale.map((name) => `${name}: on the list of install scripts, but it has none`),
  ];
}

function faultsOf(
  locked: readonly [path: string, LockedPackage],
  allowScripts: Readonly<Record<string, boolean>>,
): string[] {
  const name = nameOf(locked);
  const [, { version, resolved, integrity, license = 'none', dev, hasInstallScript }] = locked;
  const faults = [
    ...(integrity?.startsWith('sha512-') ? [] : ['no SHA-512 of what is downloaded']),
    // .npmrc keeps registries' addresses out; what is left comes from no registry.
    ...(resolved === undefined ? [] : [`from ${resolved}, which is no registry`]),
    ...(hasInstallScript && !(name in allowScripts) ? ['an install script that is not on the list'] : []),
    ...(dev || LICENCES.has(license) ? [] : [`licence ${license}, which is not on the list`]),
  ];
  return faults.map((fault) => `${name}@${version}: ${fault}`);
}

/** `node_modules/a/node_modules/@b/c` is @b/c. */
function nameOf([path]: readonly [path: string, LockedPackage]): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
