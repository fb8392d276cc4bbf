import { eraseAgain, ErasureList, personsByKey } from '../../../libs/persons/index.ts';
import type { Config } from '../../../libs/platform/config.ts';
import { erasureListPath, knownMasterKeys } from '../../../libs/platform/secrets.ts';
import { withOwnerConnection } from '../owner-connection.ts';

/**
 * What a restored database needs so that it says no more of people than the one that was lost: erases again whom the
 * list in the home names, and tells whether the others can be read.
 */
export async function settleRestoredPersons(
  ownerUrl: string,
  config: Config,
  tell: (line: string) => void,
): Promise<void> {
  const list = erasureListPath(config);
  const erasures = await new ErasureList(list).read();
  await withOwnerConnection(ownerUrl, async (owner) => {
    const erased = await eraseAgain(owner, erasures);
    if (erased > 0) tell(`erased again, as ${list} says: ${erased}`);
    const needed = await personsByKey(owner);
    const known = await knownMasterKeys(config).byId(needed.keys());
    for (const [id, persons] of needed) {
      if (known.has(id)) tell(`persons: ${persons}, under the master key ${id}, which is there`);
      else
        tell(
          `persons: ${persons}, WHO CANNOT BE READ before the master key ${id} is there (docs/operations.md)`,
        );
    }
  });
}
