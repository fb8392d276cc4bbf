import type { TFunction } from 'i18next';
import type { VillageCard } from '../api/types.ts';

type NamedVillage = Pick<VillageCard, 'villageId' | 'name'> & Partial<Pick<VillageCard, 'mergedInto'>>;

/** Villages to choose from. One that is a part of another says so: only what happened before is its own. */
export function villageOptions(villages: readonly NamedVillage[], t: TFunction) {
  return villages.map(({ villageId, name, mergedInto }) => ({
    value: villageId,
    label: mergedInto ? t('villageMerger.option', { name, heir: mergedInto.name }) : name,
  }));
}
