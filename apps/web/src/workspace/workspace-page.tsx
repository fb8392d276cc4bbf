import { Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTownSummary, useVenueCards, useVillageCards } from '../api/queries.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useAsOf } from '../as-of/use-as-of.ts';
import { FigureViewContext, townView } from '../origins/origins-context.ts';
import { Page } from '../shell/page.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SummaryFigures } from '../tiles/summary-figures.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { CommandButtons } from './command-buttons.tsx';
import { useCommandForms } from './use-command-forms.tsx';
import { VenuesPanel } from './venues-panel.tsx';
import { VillagesPanel } from './villages-panel.tsx';

/** The clerk's town: what to record, and what has been recorded. */
export function WorkspacePage() {
  const { t } = useTranslation();
  const { town } = useSignedIn();
  const townCode = town?.code ?? '';
  const summary = useTownSummary(townCode);
  const villages = useVillageCards(townCode);
  const venues = useVenueCards(townCode);
  const { forms, openForm } = useCommandForms(townCode, villages.data?.data ?? [], venues.data?.data ?? []);
  const past = useAsOf() !== undefined;
  const [tab, setTab] = useState('venues');
  return (
    <Page
      title={t('workspace.title', { name: town?.name ?? '' })}
      aside={<AsOfPicker />}
      // What was cannot be recorded anew: a day that is over is only read.
      actions={!past && <CommandButtons openForm={openForm} />}
    >
      <QueryContent query={summary} skeleton={<SummarySkeleton tiles={0} />}>
        {({ data }) => (
          <FigureViewContext value={townView(townCode)}>
            <SummaryFigures summary={data} />
          </FigureViewContext>
        )}
      </QueryContent>
      <section className="tile tile-table">
        <Tabs
          activeKey={tab}
          onChange={setTab}
          items={[
            {
              key: 'venues',
              label: t('workspace.venues', { count: venues.data?.data.length ?? 0 }),
              children: (
                <QueryContent query={venues} skeleton={<TableSkeleton />}>
                  {(view) => (
                    <VenuesPanel townCode={townCode} view={view} openForm={past ? undefined : openForm} />
                  )}
                </QueryContent>
              ),
            },
            {
              key: 'villages',
              label: t('workspace.villages', {
                count: villages.data?.data.filter(({ mergedInto }) => mergedInto === null).length ?? 0,
              }),
              children: (
                <QueryContent query={villages} skeleton={<TableSkeleton />}>
                  {(view) => <VillagesPanel townCode={townCode} view={view} />}
                </QueryContent>
              ),
            },
          ]}
        />
      </section>
      {forms}
    </Page>
  );
}
