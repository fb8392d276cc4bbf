import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../../libs/platform/root.ts';
import { trackedSecrets } from './secrets.ts';

const found = trackedSecrets(fileURLToPath(packageRoot));
if (found !== '') {
  console.error(found);
  process.exitCode = 1;
}
