import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Link {
  readonly client: Socket;
  readonly service: Socket;
}

/** An address on the loopback interface that stays, before a service that comes back at others; cuts what goes through. */
export class CuttingProxy {
  private readonly links = new Set<Link>();
  private readonly silent = new Set<Link>();
  private target: number | null = null;

  private constructor(private readonly server: Server) {
    server.on('connection', (client) => this.link(client));
  }

  static async listen(): Promise<CuttingProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CuttingProxy(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Leads all connections that come from now on to this port. */
  leadTo(port: number): void {
    this.target = port;
  }

  /**
   * Cuts the connections that `isHit`, each in one of two ways: at once, or when the service answers next, and the answer
   * is lost with it; so that what was asked for is done and nobody knows.
   *
   * @returns how many were cut or will be.
   */
  cut(isHit: () => boolean, atNextAnswer: () => boolean): number {
    const hit = [...this.links].filter(isHit);
    for (const link of hit) {
      if (!atNextAnswer()) this.end(link);
      else {
        link.service.unpipe(link.client);
        // Unpiped it stands still until it is told to flow.
        link.service.once('data', () => this.end(link)).resume();
      }
    }
    return hit.length;
  }

  /**
   * From now on nothing gets through the connections there are, and neither end is told, not even of the other's end: as
   * when a cable is pulled.
   */
  silence(): void {
    for (const link of this.links) {
      this.silent.add(link);
      link.client.unpipe(link.service).resume();
      link.service.unpipe(link.client).resume();
    }
    this.links.clear();
  }

  async close(): Promise<void> {
    this.server.close();
    for (const link of [...this.links, ...this.silent]) this.end(link);
    await once(this.server, 'close');
  }

  private link(client: Socket): void {
    if (this.target === null) return void client.destroy();
    const link = { client, service: connect({ port: this.target, host: '127.0.0.1', noDelay: true }) };
    client.setNoDelay(true);
    this.links.add(link);
    for (const socket of [link.client, link.service]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (!this.silent.has(link)) this.end(link);
      });
    }
    link.client.pipe(link.service).pipe(link.client);
  }

  private end(link: Link): void {
    link.client.destroy();
    link.service.destroy();
    this.links.delete(link);
  }
}
