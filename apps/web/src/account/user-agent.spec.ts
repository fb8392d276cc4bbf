import { describe, expect, it } from '@jest/globals';
import { deviceName } from './user-agent.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('the name of a device', () => {
  it.each([
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0.0.0 Safari/537.36`,
      'Chrome · Windows',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
      'Edge · Windows',
    ],
    [
      `Mozilla/5.0 (Linux; Android 14) ${webkit} Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8`,
      '微信 · Android',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1', 'Safari · iPhone'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox · Linux'],
  ])('%s is %s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name));

  it('is the beginning of what an unknown program calls itself', () => {
    expect(deviceName('township-sync/2.1')).toBe('township-sync/2.1');
    expect(deviceName('x'.repeat(300))).toBe('x'.repeat(40));
  });
});
