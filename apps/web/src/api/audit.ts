import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { AuditEntry, AuditFilter, AuditPage, Verification } from './audit-types.ts';
import { allPages } from './event-pages.ts';
import { read, requestResponse } from './http.ts';
import type { Problem } from './problem.ts';
import { withQuery } from './with-query.ts';

/** Entries fetched at a time. */
const pageSize = 50;

/** The most that the server gives at a time. */
const longestPage = 500;

/** The audit log of a county and its towns, or, without a county, the installation's own; newest first, page by page. */
export function useAuditLog(countyCode: string | undefined, filter: AuditFilter) {
  const path = auditPath(countyCode);
  return useInfiniteQuery({
    queryKey: ['audit', path, filter],
    queryFn: ({ pageParam: after, signal }) =>
      read<AuditPage>(withQuery(path, { ...filter, limit: pageSize, after }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** All of it that the filter leaves. */
export function readAuditLog(countyCode: string | undefined, filter: AuditFilter): Promise<AuditEntry[]> {
  return allPages<AuditEntry, string>((after) =>
    read<AuditPage>(withQuery(auditPath(countyCode), { ...filter, limit: longestPage, after })),
  );
}

function auditPath(countyCode: string | undefined): string {
  return countyCode === undefined ? '/platform/audit' : `/counties/${countyCode}/audit`;
}

/** The audit log of a county as a file of comma-separated values. */
export function useAuditExport(countyCode: string) {
  return useMutation<Blob, Problem, AuditFilter>({
    mutationFn: async (filter) =>
      (await requestResponse(withQuery(`/counties/${countyCode}/audit.csv`, { ...filter }))).blob(),
  });
}

/** Whose chain is verified. */
export interface Chain {
  level: 'county' | 'town';
  code: string;
}

/** One stretch of a chain after a position, verified by the server. */
export function verifyAfter(
  { level, code }: Chain,
  after: number,
  signal: AbortSignal,
): Promise<Verification> {
  const path = level === 'town' ? `/towns/${code}/verification` : `/counties/${code}/verification`;
  return read<Verification>(withQuery(path, { after }), signal);
}
