import { expect, it } from '@jest/globals';
import { cannotListen, pageAddress, requireFreePort } from './listen-address.ts';

it('gives the address that a browser on this machine can open', () => {
  expect(pageAddress('127.0.0.1', 3000)).toBe('http://127.0.0.1:3000');
  expect(pageAddress('0.0.0.0', 3000)).toBe('http://127.0.0.1:3000');
  expect(pageAddress('::', 3000)).toBe('http://[::1]:3000');
  expect(pageAddress('::1', 3000)).toBe('http://[::1]:3000');
  expect(pageAddress('zhendi.example', 80)).toBe('http://zhendi.example:80');
});

it('says what to do when the system does not let it listen', () => {
  expect(cannotListen('127.0.0.1', 3000, 'EADDRINUSE')?.message).toBe(
    'port 3000 is taken; choose another one: PORT=3001 npm start',
  );
  expect(cannotListen('127.0.0.1', 80, 'EACCES')?.message).toContain('port 80 is reserved for root');
  expect(cannotListen('127.0.0.1', 3000, 'EIO')).toBeNull();
});

it('refuses an address that this machine does not have', async () => {
  // 192.0.2.0/24 is set aside for documentation.
  await expect(requireFreePort('192.0.2.1', 0)).rejects.toThrow('this machine has no address 192.0.2.1');
});
