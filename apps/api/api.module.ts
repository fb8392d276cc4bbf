import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { CommissioningModule } from '../../libs/features/commissioning/commissioning.module.ts';
import { ConstructionModule } from '../../libs/features/construction/construction.module.ts';
import { CorrectionModule } from '../../libs/features/corrections/correction.module.ts';
import { FundsModule } from '../../libs/features/funds/funds.module.ts';
import { PolicyModule } from '../../libs/features/policy/policy.module.ts';
import { PreparationModule } from '../../libs/features/preparation/preparation.module.ts';
import { ProgrammeModule } from '../../libs/features/programme/programme.module.ts';
import { RankingModule } from '../../libs/features/rankings/ranking.module.ts';
import { ReportingModule } from '../../libs/features/reporting/reporting.module.ts';
import { OfficerModule } from '../../libs/features/officers/officer.module.ts';
import { TrainingModule } from '../../libs/features/trainings/training.module.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { VenueModule } from '../../libs/features/venues/venue.module.ts';
import { VillageModule } from '../../libs/features/villages/village.module.ts';
import { Attachments, FileAttachmentStore, UploadDrafts, Uploads } from '../../libs/attachments/index.ts';
import { ErasureList, Persons, type MasterKeys } from '../../libs/persons/index.ts';
import type { AttachmentOptions } from '../../libs/platform/attachment-options.ts';
import { CommandRunner } from '../../libs/platform/command-runner.ts';
import { CountyPolicies } from '../../libs/platform/county-policies.ts';
import { DoorbellRinger, queueBackend } from '../../libs/platform/doorbells.ts';
import type { Logger } from '../../libs/platform/logging.ts';
import { IssuerSignIn } from '../../libs/platform/oidc/issuer-sign-in.ts';
import type { OidcSettings } from '../../libs/platform/oidc/oidc-settings.ts';
import { ProblemFilter, type Problem } from '../../libs/platform/problem.ts';
import { RequestCounts } from '../../libs/platform/request-counts.ts';
import { TenantLifecycle } from '../../libs/platform/tenant-lifecycle.ts';
import { ProjectionSignals } from '../../libs/projections/index.ts';
import {
  AccessTokens,
  AuditLog,
  KnownDevices,
  OwnAccount,
  OwnSessions,
  RefusalLog,
  ScopeResolver,
  SecondFactors,
  Sessions,
  SessionWatch,
  SignIn,
  TenantDatabase,
  type TokenKeys,
} from '../../libs/tenancy/index.ts';
import { createAppPool } from '../../libs/tenancy/pool.ts';
import { Access } from './access.ts';
import { AccountsController } from './accounts.controller.ts';
import { AsyncApiController } from './asyncapi.controller.ts';
import { refusalEntry } from './audit-entries.ts';
import { AttachmentsController } from './attachments.controller.ts';
import { AuditPages } from './audit-pages.service.ts';
import { AuditController } from './audit.controller.ts';
import { AuthenticationGuard } from './authentication.guard.ts';
import { TownBoardController } from './board.controller.ts';
import { CommandDesk, CountyCommandsController, TownCommandsController } from './commands.controller.ts';
import { CountyBoardController } from './county-board.controller.ts';
import { CountyController } from './county.controller.ts';
import { CountyEventsController, EventFeed, TownEventsController } from './events.controller.ts';
import { FigureEvents } from './figure-events.service.ts';
import { ExportsController } from './exports.controller.ts';
import { CountyFiguresController, TownFiguresController } from './figures.controller.ts';
import { LIVE_LIMITS, type HttpOptions } from './http-options.ts';
import { LiveStreams } from './live-streams.service.ts';
import { MeController } from './me.controller.ts';
import { AppendLatency, Metrics } from './metrics.ts';
import { OidcController } from './oidc.controller.ts';
import { METRICS_TOKEN, OperationsController } from './operations.controller.ts';
import { PersonsController } from './persons.controller.ts';
import { ProjectHistories } from './project-histories.service.ts';
import { ProjectionsController } from './projections.controller.ts';
import { ProjectsController } from './projects.controller.ts';
import { ProvenanceController } from './provenance.controller.ts';
import { CountyProgressController, TownProgressController } from './progress-views.controller.ts';
import { ProgressViews } from './progress-views.service.ts';
import { CountyReportController, TownReportController } from './report-figures.controller.ts';
import { ReportFigures } from './report-figures.service.ts';
import { RequestRates } from './request-rates.ts';
import { SessionController } from './session.controller.ts';
import { SignInController } from './sign-in.controller.ts';
import { TenantsController } from './tenants.controller.ts';
import { TownViewsController } from './town-views.controller.ts';
import { VerificationController } from './verification.controller.ts';
import { Views } from './views.service.ts';
import { WatchingViews } from './watching.service.ts';

export interface ApiOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly tokenKeys: TokenKeys;
  /** 32 bytes. */
  readonly secondFactorKey: Uint8Array;
  /** Who shows it may read the metrics. */
  readonly metricsToken: string;
  /** Whose people may sign in beside those with a password here; null: nobody's. */
  readonly oidc: OidcSettings | null;
  readonly http: HttpOptions;
  readonly masterKeys: MasterKeys;
  /** File of the list of persons who were erased. */
  readonly erasureList: string;
  readonly attachments: AttachmentOptions;
  readonly logger: Logger;
}

/** The composition root of the API: everything it is made of, in plain sight. */
@Module({})
export class ApiModule {
  static with(options: ApiOptions): DynamicModule {
    const {
      databaseUrl,
      redisUrl,
      tokenKeys,
      secondFactorKey,
      masterKeys,
      erasureList,
      attachments,
      metricsToken,
      oidc,
      http,
      logger,
    } = options;
    const onError = (error: Error) => logger.warn({ err: error }, 'database connection lost');
    const pool = createAppPool({ url: databaseUrl, max: 20, onError });
    const database = new TenantDatabase(pool);
    const signals = new ProjectionSignals(databaseUrl, onError);
    const doorbells = new DoorbellRinger(queueBackend({ REDIS_URL: redisUrl }, databaseUrl), logger);
    const audit = new AuditLog(database);
    const refusals = new RefusalLog({
      record: (entry) => audit.record(entry),
      onError: (error) => logger.error({ err: error }, 'a refusal was not recorded'),
    });
    const requests = new RequestCounts(redisUrl, logger);
    const appends = new AppendLatency();
    const policies = new CountyPolicies(database);
    const runner = new CommandRunner(database, upcasters, policies, (_, seconds) => appends.observe(seconds));
    const tokens = new AccessTokens(tokenKeys);
    const sessions = new Sessions(database, tokens);
    const secondFactors = new SecondFactors(secondFactorKey);
    const signIn = new SignIn(database, sessions, secondFactors, new KnownDevices(tokenKeys), (entry) =>
      refusals.note(entry),
    );
    const watch = new SessionWatch(database, {
      onError: (error) => logger.warn({ err: error }, 'not known at present which sessions have ended'),
    });
    const store = new FileAttachmentStore(attachments.folder);
    const drafts = new UploadDrafts(attachments.folder);
    const issuerSignIn =
      oidc && new IssuerSignIn(oidc, { database, sessions, audit, secret: tokenKeys.signing, logger });
    const shared: DynamicModule = {
      module: SharedModule,
      global: true,
      providers: [
        { provide: TenantDatabase, useValue: database },
        { provide: ProjectionSignals, useValue: signals },
        { provide: DoorbellRinger, useValue: doorbells },
        { provide: CommandRunner, useValue: runner },
        { provide: CountyPolicies, useValue: policies },
        { provide: ScopeResolver, useValue: new ScopeResolver(database) },
        { provide: TenantLifecycle, useValue: new TenantLifecycle(database) },
        { provide: AccessTokens, useValue: tokens },
        { provide: Sessions, useValue: sessions },
        { provide: SessionWatch, useValue: watch },
        { provide: SignIn, useValue: signIn },
        { provide: IssuerSignIn, useValue: issuerSignIn },
        { provide: OwnAccount, useValue: new OwnAccount(database, sessions, secondFactors) },
        { provide: OwnSessions, useValue: new OwnSessions(database) },
        { provide: Persons, useValue: new Persons(database, masterKeys, new ErasureList(erasureList)) },
        { provide: Attachments, useValue: new Attachments(database, store) },
        { provide: Uploads, useValue: new Uploads(database, store, drafts, attachments.mostBytes) },
        { provide: AppendLatency, useValue: appends },
        { provide: AuditLog, useValue: audit },
        {
          provide: Connections,
          useValue: new Connections(pool, signals, doorbells, watch, refusals, requests),
        },
        { provide: RequestRates, useValue: new RequestRates(http.rateLimits, requests) },
        { provide: LIVE_LIMITS, useValue: http.live },
        { provide: METRICS_TOKEN, useValue: metricsToken },
      ],
      exports: [
        TenantDatabase,
        ProjectionSignals,
        DoorbellRinger,
        CommandRunner,
        CountyPolicies,
        ScopeResolver,
        TenantLifecycle,
        Persons,
        Attachments,
        Uploads,
        AccessTokens,
        Sessions,
        SessionWatch,
        SignIn,
        IssuerSignIn,
        OwnAccount,
        OwnSessions,
        AppendLatency,
        AuditLog,
        RequestRates,
        LIVE_LIMITS,
        METRICS_TOKEN,
      ],
    };
    return {
      module: ApiModule,
      imports: [
        CqrsModule.forRoot(),
        shared,
        VillageModule,
        ProgrammeModule,
        VenueModule,
        PreparationModule,
        FundsModule,
        CommissioningModule,
        ConstructionModule,
        CorrectionModule,
        TrainingModule,
        PolicyModule,
        ReportingModule,
        RankingModule,
        OfficerModule,
      ],
      controllers: [
        SignInController,
        SessionController,
        OidcController,
        MeController,
        ExportsController,
        AccountsController,
        TownCommandsController,
        CountyCommandsController,
        TownViewsController,
        ProjectsController,
        CountyController,
        TownEventsController,
        CountyEventsController,
        TownBoardController,
        CountyBoardController,
        CountyFiguresController,
        TownFiguresController,
        CountyReportController,
        TownReportController,
        CountyProgressController,
        TownProgressController,
        ProvenanceController,
        AuditController,
        VerificationController,
        TenantsController,
        ProjectionsController,
        PersonsController,
        AttachmentsController,
        OperationsController,
        AsyncApiController,
      ],
      providers: [
        Access,
        CommandDesk,
        EventFeed,
        Views,
        WatchingViews,
        ProjectHistories,
        FigureEvents,
        ReportFigures,
        ProgressViews,
        AuditPages,
        LiveStreams,
        Metrics,
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_FILTER, useValue: new ProblemFilter(logger, noting(refusals)) },
      ],
    };
  }
}

@Module({})
class SharedModule {}

/** Hands refusals of people who are signed in to the audit log. */
function noting(refusals: RefusalLog) {
  return (request: FastifyRequest, problem: Problem) => {
    const entry = refusalEntry(request, problem);
    if (entry) refusals.note(entry);
  };
}

/** Closes what was opened above, after the last request. */
class Connections implements OnApplicationShutdown {
  constructor(
    private readonly pool: ReturnType<typeof createAppPool>,
    private readonly signals: ProjectionSignals,
    private readonly doorbells: DoorbellRinger,
    private readonly watch: SessionWatch,
    private readonly refusals: RefusalLog,
    private readonly requests: RequestCounts,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.requests.close();
    await Promise.all([
      this.signals.close(),
      this.doorbells.close(),
      this.watch.close(),
      this.refusals.close(),
    ]);
    await this.pool.end();
  }
}
