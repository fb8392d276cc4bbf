import type { BuildType } from './values.ts';

const BUILDS_FLOOR: ReadonlySet<string> = new Set<BuildType>(['new', 'rebuild', 'extend']);

/**
 * Whether a project builds floor, which the smallest area and the cost ceiling of a standard measure: what is repaired, equipped or
 * shared has no floor of its own.
 */
export function buildsFloor({ buildType }: { readonly buildType: string }): boolean {
  return BUILDS_FLOOR.has(buildType);
}
