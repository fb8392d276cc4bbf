import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ROLE_LEVELS, ROLES, type Role, type TenantLevel } from '../../tenancy/index.ts';
import { InvalidConfig } from '../config.ts';

const claimName = z.string().min(1);

const rule = z.strictObject({
  /** A claim, or the way to one that lies within others: `["realm_access", "roles"]`. */
  claim: z.union([claimName, z.array(claimName).min(1)]),
  /** What the claim is; where it is a list, one of its members. */
  equals: z.union([z.string().min(1), z.number(), z.boolean()]),
  roles: z.array(z.enum(ROLES)).min(1),
  /** Code of the county (6 digits) or town (9 digits) whose people they are, or `platform`. */
  division: z.string().regex(/^(?:platform|\d{6}|\d{9})$/, {
    error: 'must be the code of a county (6 digits) or a town (9 digits), or platform',
  }),
  villageId: z.uuid().optional(),
});

const consistentRule = rule.superRefine(({ roles, division, villageId }, context) => {
  const issue = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const level = levelOf(division);
  const misplaced = roles.filter((role) => ROLE_LEVELS[role] !== level);
  if (misplaced.length > 0) issue('roles', `${misplaced.join(', ')} cannot be of a ${level}`);
  if (roles.includes('village-clerk') && !villageId) issue('villageId', 'must be set for a village clerk');
  if (villageId && !roles.includes('village-clerk')) issue('villageId', 'is for village clerks only');
});

const claimRules = z.array(consistentRule).min(1);

/** Whom an issuer's claims let in, and as what. */
export type ClaimRule = z.infer<typeof rule>;

/** What somebody may be here, by the issuer's claims. */
export interface MappedClaims {
  readonly roles: readonly Role[];
  readonly division: string;
  readonly villageId: string | null;
}

/**
 * Reads the rules from a JSON file.
 *
 * @throws {InvalidConfig} that names the file, and each rule that is wrong.
 */
export async function loadClaimRules(path: string): Promise<ClaimRule[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InvalidConfig(`OIDC_MAPPING: ${path} cannot be read: ${(error as Error).message}`);
  }
  const result = claimRules.safeParse(content);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${ruleName(issue.path)}: ${issue.message}`);
  throw new InvalidConfig(`OIDC_MAPPING: ${path} is no list of rules\n${lines.join('\n')}`);
}

function levelOf(division: string): TenantLevel {
  if (division === 'platform') return 'platform';
  return division.length === 6 ? 'county' : 'town';
}

function ruleName([index, ...rest]: readonly PropertyKey[]): string {
  return index === undefined ? 'file' : [`rule ${Number(index) + 1}`, ...rest.map(String)].join(' ');
}

/**
 * The roles of all rules that match, together. Null when none does, and also when they lead to several divisions or
 * villages: an account belongs to one, and which was meant is nobody's to guess.
 */
export function mapClaims(
  rules: readonly ClaimRule[],
  claims: Readonly<Record<string, unknown>>,
): MappedClaims | null {
  const matching = rules.filter((candidate) => matches(candidate, claims));
  const divisions = [...new Set(matching.map(({ division }) => division))];
  const villages = [...new Set(matching.flatMap(({ villageId }) => villageId ?? []))];
  const [division] = divisions;
  if (division === undefined || divisions.length > 1 || villages.length > 1) return null;
  const roles = [...new Set(matching.flatMap((match) => match.roles))];
  return { roles, division, villageId: villages[0] ?? null };
}

function matches({ claim, equals }: ClaimRule, claims: Readonly<Record<string, unknown>>): boolean {
  const value = [claim].flat().reduce<unknown>(member, claims);
  return Array.isArray(value) ? value.includes(equals) : value === equals;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
