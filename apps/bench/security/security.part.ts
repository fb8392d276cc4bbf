import { together, type Part } from '../part.ts';
import { policies } from './policies.ts';
import { signInChecks } from './sign-in-checks.ts';

/** What it costs to ask who somebody is, and to keep tenants apart. */
export const securityPart: Part = async (cluster, sizes) =>
  together([await signInChecks(cluster, sizes), await policies(cluster, sizes)]);
