import { describe, expect, it } from '@jest/globals';
import { IdempotencyKeys, randomUuid } from './idempotency.ts';

describe('idempotency keys', () => {
  it('stay the same while the same content is tried again', () => {
    const keys = new IdempotencyKeys();
    expect(keys.keyFor('{"amountFen":100}')).toBe(keys.keyFor('{"amountFen":100}'));
  });

  it('change when the content changes', () => {
    const keys = new IdempotencyKeys();
    expect(keys.keyFor('{"amountFen":100}')).not.toBe(keys.keyFor('{"amountFen":200}'));
  });

  it('change after success, so that the same content can be recorded a second time', () => {
    const keys = new IdempotencyKeys();
    const first = keys.keyFor('{"amountFen":100}');
    keys.renew();
    expect(keys.keyFor('{"amountFen":100}')).not.toBe(first);
  });

  it('are UUIDs of version 4', () => {
    expect(randomUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
