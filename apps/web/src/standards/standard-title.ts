import type { TFunction } from 'i18next';

/** What a version is called in full. */
export function standardTitle(version: number, t: TFunction): string {
  return version === 0 ? t('standard.shippedTitle') : t('standard.versionTitle', { version });
}

/** What a version is called in a list of versions. */
export function versionName(version: number, t: TFunction): string {
  return version === 0 ? t('standard.shipped') : t('standard.versionOf', { version });
}
