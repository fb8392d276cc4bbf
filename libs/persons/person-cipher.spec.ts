import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { masterKey } from './master-keys.ts';
import {
  openPerson,
  rewrapKey,
  sealPerson,
  UnreadablePerson,
  type PersonIdentity,
  type SealedPerson,
} from './person-cipher.ts';

const TENANT = '7f1f7b0e-3c58-4b55-9d3d-0f6d4b8f0a01';
const wang: PersonIdentity = { tenant: TENANT, personId: '0190f5fe-7c00-7000-8000-000000000001' };
const li: PersonIdentity = { tenant: TENANT, personId: '0190f5fe-7c00-7000-8000-000000000002' };
const data = { name: '王建国', phone: '13812341234' };
const aKey = () => masterKey(randomBytes(32));
const key = aKey();

const columns = ['wrappedKey', 'name', 'phone'] as const;
const flipped = (bytes: Buffer, bit: number) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};

describe('a person that was encrypted', () => {
  it('opens as what was known of them, whatever it was', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(text, fc.option(text), (name, phone) => {
        expect(openPerson(wang, sealPerson(wang, { name, phone }, key), key)).toEqual({ name, phone });
      }),
    );
  });

  it('shows nothing of it, and the same person is another text each time', () => {
    const [one, other] = [sealPerson(wang, data, key), sealPerson(wang, data, key)];
    for (const column of columns) {
      expect(one[column].toString('latin1')).not.toContain(Buffer.from(data.name).toString('latin1'));
      expect(one[column].toString('latin1')).not.toContain(data.phone);
      expect(one[column].equals(other[column])).toBe(false);
    }
  });

  it('does not open when one bit of it is another', () => {
    const sealed = sealPerson(wang, data, key);
    for (const column of columns) {
      for (let bit = 0; bit < sealed[column].length * 8; bit++) {
        const altered: SealedPerson = { ...sealed, [column]: flipped(sealed[column], bit) };
        expect(() => openPerson(wang, altered, key)).toThrow(UnreadablePerson);
      }
    }
  });

  it('does not open when a part of it is cut off, or gone', () => {
    const sealed = sealPerson(wang, data, key);
    for (const column of columns) {
      for (const length of [0, 11, 12, 27, 28, sealed[column].length - 1]) {
        const cut: SealedPerson = { ...sealed, [column]: sealed[column].subarray(0, length) };
        expect(() => openPerson(wang, cut, key)).toThrow(UnreadablePerson);
      }
    }
  });

  it('does not open in the row of another person, or in another town, whole or in part', () => {
    const [ofWang, ofLi] = [sealPerson(wang, data, key), sealPerson(li, data, key)];
    expect(() => openPerson(li, ofWang, key)).toThrow(UnreadablePerson);
    const elsewhere = { ...wang, tenant: '7f1f7b0e-3c58-4b55-9d3d-0f6d4b8f0a02' };
    expect(() => openPerson(elsewhere, ofWang, key)).toThrow(UnreadablePerson);
    for (const column of columns)
      expect(() => openPerson(wang, { ...ofWang, [column]: ofLi[column] }, key)).toThrow(UnreadablePerson);
  });

  it('does not open with the name in the place of the phone number', () => {
    const sealed = sealPerson(wang, data, key);
    expect(() => openPerson(wang, { ...sealed, phone: sealed.name }, key)).toThrow(UnreadablePerson);
  });

  it('does not open with another master key', () => {
    expect(() => openPerson(wang, sealPerson(wang, data, key), aKey())).toThrow(UnreadablePerson);
  });

  it('says in its error who it is and nothing of them', () => {
    const sealed = sealPerson(wang, data, key);
    expect(() => openPerson(wang, { ...sealed, name: sealed.phone }, key)).toThrow(
      `the data of person ${wang.personId} cannot be opened`,
    );
  });
});

describe('a person whose key was encrypted anew', () => {
  const next = aKey();
  const sealed = sealPerson(wang, data, key);
  const rewrapped = { ...sealed, keyId: next.id, wrappedKey: rewrapKey(wang, sealed.wrappedKey, key, next) };

  it('opens with the new master key, and with the old one no more', () => {
    expect(openPerson(wang, rewrapped, next)).toEqual(data);
    expect(() => openPerson(wang, rewrapped, key)).toThrow(UnreadablePerson);
  });

  it('keeps their ciphertexts as they are', () => {
    expect([rewrapped.name, rewrapped.phone]).toEqual([sealed.name, sealed.phone]);
  });

  it('is not had of a key that was altered, or is another person’s', () => {
    expect(() => rewrapKey(li, sealed.wrappedKey, key, next)).toThrow(UnreadablePerson);
    expect(() => rewrapKey(wang, flipped(sealed.wrappedKey, 100), key, next)).toThrow(UnreadablePerson);
  });
});

describe('a master key', () => {
  it('has an id that tells it from others and is no part of it', () => {
    const bytes = Buffer.alloc(32, 7);
    expect(masterKey(bytes).id).toBe(masterKey(Buffer.from(bytes)).id);
    expect(masterKey(bytes).id).toMatch(/^[0-9a-f]{16}$/);
    expect(masterKey(bytes).id).not.toBe(key.id);
  });

  it('has 32 bytes', () => {
    expect(() => masterKey(Buffer.alloc(31))).toThrow(RangeError);
  });
});
