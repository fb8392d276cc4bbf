import { InvalidPublication, readLine, type ChainPoint } from '../../../libs/event-store/index.ts';
import { publishedLines } from '../../../libs/platform/published-heads.ts';
import { publishedKeys } from '../../../libs/platform/signing-key.ts';
import { OperatorError } from '../operator-error.ts';

/** What was published of one tenant's audit log outside of the database, to compare an archive with. */
export class PublishedHashes {
  /** Published heads that entries were found to agree with. */
  held = 0;
  private readonly hashes = new Map<number, string>();

  /** Reads the publications of a home; a line that no known key signed counts for nothing. */
  static async of(tenant: string, home: string): Promise<PublishedHashes> {
    const published = new PublishedHashes();
    const keys = await publishedKeys(home);
    for await (const line of publishedLines(home)) {
      for (const key of keys) {
        try {
          const head = readLine(line, key).audit?.find((one) => one.tenant === tenant);
          if (head) published.hashes.set(head.position, head.hash);
        } catch (error) {
          if (!(error instanceof InvalidPublication)) throw error;
        }
      }
    }
    return published;
  }

  /** @throws {OperatorError} when another hash was published for the entry's position. */
  check({ position, hash }: ChainPoint): void {
    const published = this.hashes.get(position);
    if (published === undefined) return;
    if (published !== hash)
      throw new OperatorError(
        `position ${position} is not the head that was published: the log was rewritten`,
      );
    this.held++;
  }
}
