import type { Upcasters } from '../event-store/index.ts';

/** How events of older schema versions are read. All types are at version 1 so far. */
export const upcasters: Upcasters = {};
