import { attachmentOptions } from '../../libs/platform/attachment-options.ts';
import { recordConfiguration } from '../../libs/platform/boot-configuration.ts';
import { loadConfig, requireDatabaseUrl } from '../../libs/platform/config.ts';
import { createLogger } from '../../libs/platform/logging.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { runProcess } from '../../libs/platform/run-process.ts';
import { createWorker } from './create-worker.ts';

const config = loadConfig(process.env);
const logger = createLogger(config, 'worker');

await runProcess(logger, async () => {
  const databaseUrl = requireDatabaseUrl(config);
  // A process of its own prepares the database; under `npm start` that was done before.
  if (!process.send) {
    const ownerUrl = config.DATABASE_OWNER_URL ?? databaseUrl;
    await prepareDatabase(ownerUrl, databaseUrl);
    await recordConfiguration(ownerUrl, config, 'worker');
  }
  return createWorker({
    databaseUrl,
    redisUrl: config.REDIS_URL,
    home: config.ZHENDI_HOME,
    attachmentFolder: attachmentOptions(config).folder,
    logger,
  });
});
