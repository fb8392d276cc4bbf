import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../read-models.ts';

/** The persons who hold a village's posts now; each once. */
export async function villageOfficers(
  db: QueryCreator<Pick<ReadModels, 'village_card'>>,
  villageId: string,
): Promise<string[]> {
  const row = await db
    .selectFrom('village_card')
    .select(['partySecretaryId', 'villageHeadId', 'supervisorId', 'clerkId'])
    .where('villageId', '=', villageId)
    .executeTakeFirst();
  return [...new Set(Object.values(row ?? {}).filter((personId) => personId !== null))];
}
