import { useSearchParams } from 'react-router';
import type { AuditFilter } from '../api/audit-types.ts';

const names = ['from', 'to', 'action', 'actor', 'outcome', 'town'] as const;

/** The filter as the address says it, so that a view of the log can be sent and gone back to. */
export function useAuditFilter(): [AuditFilter, (filter: AuditFilter) => void] {
  const [search, setSearch] = useSearchParams();
  const filter: AuditFilter = {};
  for (const name of names) {
    const value = search.get(name);
    if (value !== null && value !== '') filter[name] = value;
  }
  return [filter, (next) => setSearch({ ...next })];
}
