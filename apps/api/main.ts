import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { recordConfiguration } from '../../libs/platform/boot-configuration.ts';
import { loadConfig, requireDatabaseUrl } from '../../libs/platform/config.ts';
import { createLogger } from '../../libs/platform/logging.ts';
import { attachmentOptions } from '../../libs/platform/attachment-options.ts';
import { oidcSettings } from '../../libs/platform/oidc/oidc-settings.ts';
import { Persons } from '../../libs/persons/index.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { runProcess } from '../../libs/platform/run-process.ts';
import {
  erasureListPath,
  masterKeys,
  metricsToken,
  secondFactorKey,
  tokenKeys,
} from '../../libs/platform/secrets.ts';
import { createApi } from './create-api.ts';
import { httpOptions } from './http-options.ts';

const config = loadConfig(process.env);
const logger = createLogger(config, 'api');

await runProcess(logger, async () => {
  const databaseUrl = requireDatabaseUrl(config);
  // A process of its own prepares the database; under `npm start` that was done before.
  if (!process.send) {
    const ownerUrl = config.DATABASE_OWNER_URL ?? databaseUrl;
    await prepareDatabase(ownerUrl, databaseUrl);
    await recordConfiguration(ownerUrl, config, 'api');
  }
  const app = await createApi({
    databaseUrl,
    redisUrl: config.REDIS_URL,
    tokenKeys: await tokenKeys(config),
    secondFactorKey: await secondFactorKey(config),
    metricsToken: await metricsToken(config),
    oidc: await oidcSettings(config),
    http: httpOptions(config),
    masterKeys: masterKeys(config),
    erasureList: erasureListPath(config),
    attachments: attachmentOptions(config),
    logger,
  });
  const missing = await app.get(Persons).missingKeys();
  if (missing.size > 0)
    logger.error({ persons: Object.fromEntries(missing) }, 'master keys of persons are missing');
  await app.listen(config.PORT, config.HOST);
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { address: { port }, close: () => app.close() };
});
