import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFundLedger } from '../api/board.ts';
import type { FundLedger } from '../api/board-types.ts';
import type { View } from '../api/types.ts';
import { FigureViewContext, townView } from '../origins/origins-context.ts';
import { Page } from '../shell/page.tsx';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { useTownPlace } from '../town/town-place.ts';
import { IdleMoney } from './idle-money.tsx';
import { LedgerProjects } from './ledger-projects.tsx';
import { SourcesTable } from './sources-table.tsx';
import { TierMatrix } from './tier-matrix.tsx';

/** A town's money: by tier and step, by source, by project, and what of it lies idle. */
export function LedgerPage() {
  const { t } = useTranslation();
  const { townCode, name, crumbs, aside } = useTownPlace();
  const [year, setYear] = useState<number>();
  const all = useFundLedger(townCode);
  const ledger = useFundLedger(townCode, year);
  const years = [...new Set(all.data?.data.projects.map((project) => project.year))].toSorted();
  return (
    <Page
      title={t('ledger.titleOf', { name })}
      {...{ crumbs, aside }}
      actions={
        <Select<number | 'all'>
          aria-label={t('board.year')}
          value={year ?? 'all'}
          onChange={(chosen) => setYear(chosen === 'all' ? undefined : chosen)}
          options={[
            { value: 'all', label: t('board.allYears') },
            ...years.map((value) => ({ value, label: String(value) })),
          ]}
        />
      }
    >
      <QueryContent query={ledger} skeleton={<SummarySkeleton tiles={2} />}>
        {(view) =>
          view.data.projects.length === 0 ? (
            <EmptyState title={t('ledger.none')} detail={t('ledger.noneDetail')} />
          ) : (
            <FigureViewContext value={townView(townCode)}>
              <Ledger view={view} townCode={townCode} year={year} />
            </FigureViewContext>
          )
        }
      </QueryContent>
    </Page>
  );
}

interface LedgerProps {
  townCode: string;
  view: View<FundLedger>;
  year: number | undefined;
}

function Ledger({ townCode, view, year }: LedgerProps) {
  const { t } = useTranslation();
  const { tiers, total, sources, projects, idle } = view.data;
  const part = {
    basis: view,
    conditions: [[t('board.year'), year === undefined ? '' : String(year)]] as const,
  };
  return (
    <>
      <TierMatrix
        townCode={townCode}
        // Money that came along with villages is told by the events of the town that it was given to.
        wholeLedger={year === undefined && sources.every(({ source }) => source !== null)}
        tiers={tiers}
        total={total}
        sheet={part}
      />
      <IdleMoney idle={idle} />
      <SourcesTable sources={sources} wholeLedger={year === undefined} sheet={part} />
      <LedgerProjects townCode={townCode} projects={projects} sheet={part} />
    </>
  );
}
