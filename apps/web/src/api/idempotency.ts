/** Gives every content of a form one key: kept while the content stays the same, new when it changes. */
export class IdempotencyKeys {
  private content: string | undefined;
  private key = '';

  /** The key to send with this content. */
  keyFor(content: string): string {
    if (content !== this.content) {
      this.content = content;
      this.key = randomUuid();
    }
    return this.key;
  }

  /** The content was recorded: the same content sent again is a new fact. */
  renew(): void {
    this.content = undefined;
  }
}

/** A random UUID (version 4). `crypto.randomUUID` exists on https and localhost only; this works on plain http too. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
