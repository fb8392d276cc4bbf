import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../platform/embedded-postgres/embedded-postgres.ts';
import { descendantsOf, killIfThere, listProcesses } from '../system-processes.ts';
import type { CuttingProxy } from './cutting-proxy.ts';

/** A PostgreSQL cluster of its own, whose server is killed and comes back behind an address that stays. */
export class ChaosPostgres {
  /** Every process of every server that was killed: none of them may be left. */
  private readonly killed = new Set<number>();

  private constructor(
    private readonly directory: string,
    private readonly proxy: CuttingProxy,
    private server: EmbeddedPostgres,
  ) {}

  static async start(directory: string, proxy: CuttingProxy): Promise<ChaosPostgres> {
    const server = await startEmbeddedPostgres({ directory });
    proxy.leadTo(server.port);
    return new ChaosPostgres(directory, proxy, server);
  }

  /** Superuser's URL, past the proxy; another one after each start. */
  get ownerUrl(): string {
    return this.server.ownerUrl;
  }

  /** Kills the server and all its processes at one moment, as a power cut does, and starts it again. */
  async killAndStart(): Promise<void> {
    const { pid, ended } = this.server;
    // Stopped first, so that no process joins while they are listed.
    process.kill(pid, 'SIGSTOP');
    const all = [pid, ...descendantsOf(pid).map((process) => process.pid)];
    all.forEach((one) => this.killed.add(one));
    all.forEach(killIfThere);
    await ended;
    await this.startAgain();
  }

  /** An immediate shutdown, without a checkpoint, and a start with recovery. */
  async quitAndStart(): Promise<void> {
    process.kill(this.server.pid, 'SIGQUIT');
    await this.server.ended;
    await this.startAgain();
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Processes of killed servers that are still there. */
  left(): string[] {
    return listProcesses()
      .filter(
        ({ pid, parent, commandLine }) =>
          this.killed.has(pid) && parent === 1 && /postgres/.test(commandLine),
      )
      .map(({ pid, commandLine }) => `${pid} ${commandLine}`);
  }

  private async startAgain(): Promise<void> {
    this.server = await startEmbeddedPostgres({ directory: this.directory });
    this.proxy.leadTo(this.server.port);
  }
}
