import { once } from 'node:events';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../redis.ts';
import type { CuttingProxy } from './cutting-proxy.ts';

/** A Redis that is killed and comes back empty behind an address that stays. */
export class ChaosRedis {
  private constructor(
    private readonly proxy: CuttingProxy,
    private server: TestRedis,
  ) {}

  static async start(proxy: CuttingProxy): Promise<ChaosRedis> {
    const server = await startRedis();
    proxy.leadTo(Number(new URL(server.url).port));
    return new ChaosRedis(proxy, server);
  }

  async killAndStart(): Promise<void> {
    process.kill(this.server.pid, 'SIGKILL');
    await this.server.stop();
    this.server = await startRedis();
    this.proxy.leadTo(Number(new URL(this.server.url).port));
  }

  /** Runs commands on a connection of their own, past the proxy. */
  async with<Result>(work: (client: Redis) => Promise<Result>): Promise<Result> {
    const client = new Redis(this.server.url);
    try {
      return await work(client);
    } finally {
      const closed = once(client, 'end');
      client.disconnect();
      await closed;
    }
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
