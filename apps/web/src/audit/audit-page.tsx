import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readAuditLog, useAuditExport, useAuditLog } from '../api/audit.ts';
import type { AuditFilter } from '../api/audit-types.ts';
import type { Division } from '../api/types.ts';
import { businessDate } from '../format/dates.ts';
import { Page } from '../shell/page.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { useProblemText } from '../states/problem-text.ts';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ExportButton } from '../tables/export-button.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { useAuditSheet } from './audit-sheet.ts';
import { AuditTable } from './audit-table.tsx';
import { saveFile } from '../tables/save-file.ts';
import { useAuditFilter } from './use-audit-filter.ts';

/**
 * Who did what in the county and its towns: narrowed by filters, read page by page, taken along as a file. Operators
 * read of their own doings.
 */
export function AuditPage() {
  const { t } = useTranslation();
  const { county } = useSignedIn();
  const [filter, setFilter] = useAuditFilter();
  const title = t('audit.title', { name: county?.name ?? t('header.platform') });
  return (
    <Page title={title} {...(county !== null && { actions: <CsvButton county={county} filter={filter} /> })}>
      <section className="tile tile-table" aria-label={title}>
        <AuditFilters filter={filter} onChange={setFilter} />
        <Entries title={title} filter={filter} onClear={() => setFilter({})} />
      </section>
    </Page>
  );
}

interface EntriesProps {
  title: string;
  filter: AuditFilter;
  onClear: () => void;
}

function Entries({ title, filter, onClear }: EntriesProps) {
  const { t } = useTranslation();
  const countyCode = useSignedIn().county?.code;
  const log = useAuditLog(countyCode, filter);
  const sheet = useAuditSheet(title, filter);
  if (log.data === undefined) {
    return log.isError ? (
      <ErrorState error={log.error} onRetry={() => void log.refetch()} />
    ) : (
      <TableSkeleton />
    );
  }
  const entries = log.data.pages.flatMap(({ data }) => data);
  if (entries.length === 0) {
    return (
      <EmptyState
        title={t('audit.none')}
        detail={t('audit.noneDetail')}
        {...(Object.keys(filter).length > 0 && {
          action: <Button onClick={onClear}>{t('audit.clear')}</Button>,
        })}
      />
    );
  }
  return (
    <div aria-busy={log.isPlaceholderData}>
      <div className="list-bar">
        <span />
        <ExportButton sheet={sheet} rows={() => readAuditLog(countyCode, filter)} />
      </div>
      <AuditTable entries={entries} />
      {log.hasNextPage && (
        <div className="centered">
          <Button onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function CsvButton({ county, filter }: { county: Division; filter: AuditFilter }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const fetching = useAuditExport(county.code);
  const name = `${t('audit.title', { name: county.name })} ${businessDate(new Date())}.csv`;
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      loading={fetching.isPending}
      onClick={() =>
        fetching.mutate(filter, {
          onSuccess: (file) => saveFile(file, name),
          onError: (problem) => void message.error(textOf(problem).title),
        })
      }
    >
      {t('audit.export')}
    </Button>
  );
}
