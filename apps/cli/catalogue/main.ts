import { packageRoot } from '../../../libs/platform/root.ts';
import { staleFiles, writeCatalogue } from './catalogue.ts';

if (process.argv.includes('--check')) {
  const stale = await staleFiles(packageRoot);
  if (stale.length > 0) {
    console.error(`${stale.join(', ')}: not as the schemas say. \`npm run catalogue\` writes them anew.`);
    process.exitCode = 1;
  }
} else {
  await writeCatalogue(packageRoot);
}
