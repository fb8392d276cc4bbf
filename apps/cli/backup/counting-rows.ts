const END_OF_ROW = 0x0a;

/**
 * Hands on the text of a COPY and tells how many rows of it have gone by: one a line, since an end of line within a
 * value is written as `\n`.
 */
export async function* countingRows(
  content: AsyncIterable<Buffer>,
  onRows: (count: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of content) {
    let rows = 0;
    for (let at = chunk.indexOf(END_OF_ROW); at >= 0; at = chunk.indexOf(END_OF_ROW, at + 1)) rows++;
    onRows(rows);
    yield chunk;
  }
}
