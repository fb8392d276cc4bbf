import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { projections } from '../../libs/features/read-models.ts';
import { DoorbellRinger } from '../../libs/platform/doorbells.ts';
import { readLag, secondsSinceWorkerSeen } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { RequestRates } from './request-rates.ts';

/** How long appends take, measured around the one round trip. */
export class AppendLatency {
  readonly registry = new Registry();
  private readonly histogram = new Histogram({
    name: 'zhendi_append_seconds',
    help: 'Duration of an append to the event store',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });

  observe(seconds: number): void {
    this.histogram.observe(seconds);
  }
}

/** What operators watch, in Prometheus's text format. Lag and queue depth are looked up when asked for. */
@Injectable()
export class Metrics {
  private readonly registry: Registry;
  private readonly lag: Gauge<'projection'>;
  private readonly age: Gauge<'projection'>;
  private readonly parked: Gauge<'projection'>;
  private readonly workerSeen: Gauge;
  private readonly depth: Gauge;

  constructor(
    @Inject(AppendLatency) appends: AppendLatency,
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
    @Inject(DoorbellRinger) private readonly doorbells: DoorbellRinger,
    @Inject(RequestRates) rates: RequestRates,
  ) {
    this.registry = appends.registry;
    collectDefaultMetrics({ register: this.registry });
    this.registry.registerMetric(rates.refused);
    const registers = [this.registry];
    this.lag = new Gauge({
      name: 'zhendi_projection_lag_events',
      help: 'Events that a read model does not hold yet, over all tenants',
      labelNames: ['projection'],
      registers,
    });
    this.age = new Gauge({
      name: 'zhendi_projection_oldest_unprojected_seconds',
      help: 'Age of the oldest event that a read model does not hold yet',
      labelNames: ['projection'],
      registers,
    });
    this.parked = new Gauge({
      name: 'zhendi_projection_parked',
      help: 'Towns whose read model is parked at an event that it could not fold: to be mended and resumed',
      labelNames: ['projection'],
      registers,
    });
    this.workerSeen = new Gauge({
      name: 'zhendi_worker_seconds_since_seen',
      help: 'Seconds since any worker last looked for work',
      registers,
    });
    this.depth = new Gauge({
      name: 'zhendi_doorbell_queue_depth',
      help: 'Doorbells that wait or are being answered',
      registers,
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** All metrics; what cannot be looked up at the moment is absent, and the rest is told all the same. */
  async text(): Promise<string> {
    await Promise.allSettled([this.lookUpLag(), this.lookUpWorker(), this.lookUpQueueDepth()]);
    return this.registry.metrics();
  }

  private async lookUpLag(): Promise<void> {
    this.lag.reset();
    this.age.reset();
    this.parked.reset();
    const behind = await this.database.withSystem((db) => readLag(db, projections));
    const now = Date.now();
    for (const { name } of projections) {
      const own = behind.filter((lag) => lag.isLive && lag.projection === name);
      const oldest = Math.min(now, ...own.map((lag) => lag.oldestRecordedAt.getTime()));
      this.lag.set(
        { projection: name },
        own.reduce((sum, { lag }) => sum + lag, 0),
      );
      this.age.set({ projection: name }, (now - oldest) / 1000);
      // A build that is parked is one that never takes over.
      const parked = behind.filter((lag) => lag.projection === name && lag.state === 'parked');
      this.parked.set({ projection: name }, new Set(parked.map(({ tenantId }) => tenantId)).size);
    }
  }

  private async lookUpWorker(): Promise<void> {
    this.workerSeen.remove();
    const seconds = await this.database.withSystem(secondsSinceWorkerSeen);
    if (seconds !== null) this.workerSeen.set(seconds);
  }

  private async lookUpQueueDepth(): Promise<void> {
    this.depth.remove();
    this.depth.set(await this.doorbells.depth());
  }
}
