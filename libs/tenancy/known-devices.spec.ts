import { describe, expect, it } from '@jest/globals';
import { KnownDevices } from './known-devices.ts';

const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const devices = new KnownDevices({ signing: one });
const cookie = devices.remember(undefined, '王芳');
const [device] = cookie.split('.');

describe('a device', () => {
  it('is known to whoever has signed in on it, and to nobody else', () => {
    expect(devices.recognize(cookie, '王芳')).toBe(device);
    expect(devices.recognize(cookie, '李伟')).toBeNull();
    expect(devices.recognize(undefined, '王芳')).toBeNull();
  });

  it('is another one for another browser', () => {
    expect(devices.remember(undefined, '王芳').split('.')[0]).not.toBe(device);
  });

  it('is shared by the five who used it last', () => {
    const names = ['王芳', '李伟', '张敏', '刘洋', '陈静', '杨磊'];
    const shared = names.reduce<string | undefined>((kept, name) => devices.remember(kept, name), undefined);
    const known = names.filter((name) => devices.recognize(shared, name) === shared!.split('.')[0]);
    expect(known).toEqual(['李伟', '张敏', '刘洋', '陈静', '杨磊']);
  });

  it('stays the same when somebody signs in again', () => {
    expect(devices.remember(cookie, '王芳')).toBe(cookie);
  });

  it('stays known while the key is replaced', () => {
    const replaced = new KnownDevices({ signing: two, accepted: one });
    expect(replaced.recognize(cookie, '王芳')).toBe(device);
    expect(new KnownDevices({ signing: two }).recognize(cookie, '王芳')).toBeNull();
  });

  it.each([
    ['one that is made up', `${'x'.repeat(22)}.${'y'.repeat(43)}`],
    ['one with the mark of another device', `${'x'.repeat(22)}.${cookie.split('.')[1]}`],
    ['nonsense', 'nonsense'],
    ['too many marks', [device, ...Array<string>(6).fill(cookie.split('.')[1]!)].join('.')],
  ])('is not %s', (_, text) => {
    expect(devices.recognize(text, '王芳')).toBeNull();
  });
});
