import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AttachmentStore } from '../../../libs/attachments/index.ts';
import { contentBytes } from '../attachments/content-bytes.ts';
import { contentsOf, describeContent, type Content } from '../attachments/contents.ts';
import { withOwnerConnection } from '../owner-connection.ts';

/**
 * Recomputes the SHA-256 of every attachment, of one tenant or of all.
 *
 * @param town code of the only tenant to look at.
 * @param onFault told of each that is lost or altered, in a line.
 * @returns how many there are.
 */
export async function verifyAttachments(
  ownerUrl: string,
  store: AttachmentStore,
  town: string | undefined,
  onFault: (line: string) => void,
): Promise<number> {
  return withOwnerConnection(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: number }>(
      'select tenant_id as id from zhendi.tenant where code = $1',
      [town],
    );
    let count = 0;
    const counted = async function* (): AsyncGenerator<Content, void, undefined> {
      for await (const content of contentsOf(owner, rows[0]?.id)) {
        count++;
        yield content;
      }
    };
    const onLost = (content: Content) => onFault(`${describeContent(content)} is lost or altered`);
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    await pipeline(contentBytes(counted(), store, onLost), nowhere);
    return count;
  });
}
