import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../libs/platform/root.ts';
import { lockfileFaults, type LockedPackage, type Lockfile } from './lockfile.ts';

const good: LockedPackage = { version: '1.0.0', integrity: 'sha512-x', license: 'MIT' };
const faultsOf = (path: string, locked: LockedPackage, allowScripts = {}) =>
  lockfileFaults({ packages: { '': {}, [path]: locked } }, allowScripts);

describe('a package of the lockfile', () => {
  it('with a checksum, of a registry and under a licence of the list is fine', () => {
    expect(faultsOf('node_modules/a', good)).toEqual([]);
  });

  it.each<[string, LockedPackage, string]>([
    ['without a checksum', { version: '1.0.0', license: 'MIT' }, 'no SHA-512 of what is downloaded'],
    ['with a weak one', { ...good, integrity: 'sha1-x' }, 'no SHA-512 of what is downloaded'],
    [
      'of a repository',
      { ...good, resolved: 'git+ssh://git@example.org/a.git' },
      'from git+ssh://git@example.org/a.git, which is no registry',
    ],
    [
      'under a licence that demands something',
      { ...good, license: 'GPL-3.0' },
      'licence GPL-3.0, which is not on the list',
    ],
    ['under none', { version: '1.0.0', integrity: 'sha512-x' }, 'licence none, which is not on the list'],
    [
      'that runs a program when it is installed',
      { ...good, hasInstallScript: true },
      'an install script that is not on the list',
    ],
  ])('%s is a fault', (_, locked, fault) => {
    expect(faultsOf('node_modules/b/node_modules/@c/a', locked)).toEqual([`@c/a@1.0.0: ${fault}`]);
  });

  it('that is for development only may have any licence', () => {
    expect(faultsOf('node_modules/a', { ...good, license: 'GPL-3.0', dev: true })).toEqual([]);
  });

  it('may have an install script once it is on the list, allowed or forbidden', () => {
    const scripted = { ...good, hasInstallScript: true };
    expect(faultsOf('node_modules/@c/a', scripted, { '@c/a': true })).toEqual([]);
    expect(faultsOf('node_modules/@c/a', scripted, { '@c/a': false })).toEqual([]);
  });

  it('that has none does not stay on the list', () => {
    expect(faultsOf('node_modules/a', good, { a: true })).toEqual([
      'a: on the list of install scripts, but it has none',
    ]);
  });
});

describe('our lockfile', () => {
  it('has no fault', async () => {
    const read = async (file: string) =>
      JSON.parse(await readFile(new URL(file, packageRoot), 'utf8')) as unknown;
    const { allowScripts } = (await read('package.json')) as { allowScripts: Record<string, boolean> };
    expect(lockfileFaults((await read('package-lock.json')) as Lockfile, allowScripts)).toEqual([]);
  });
});
