import type { OfficerPost, VillageCard } from '../api/types.ts';

/** Where a village's card holds who has the post. */
export const holderColumns = {
  'party-secretary': 'partySecretaryId',
  'village-head': 'villageHeadId',
  supervisor: 'supervisorId',
  clerk: 'clerkId',
} as const satisfies Record<OfficerPost, keyof VillageCard>;

/** Who holds the post now; null when it is vacant. */
export function holderOf(village: VillageCard, post: OfficerPost): string | null {
  return village[holderColumns[post]];
}
