import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProjectBoard } from '../api/board.ts';
import { usePersons } from '../api/persons.ts';
import { useProgramme } from '../api/programme.ts';
import { useTownPolicy } from '../api/town-policy.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { PersonsContext } from '../persons/person-names.ts';
import { Page } from '../shell/page.tsx';
import { useMay } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { useTownPlace } from '../town/town-place.ts';
import { BatchesTable } from './batches-table.tsx';
import { CampaignsTable } from './campaigns-table.tsx';
import { CountyTargetsTable } from './county-targets-table.tsx';
import { DecisionsTable } from './decisions-table.tsx';
import { ProgrammeTile } from './programme-tile.tsx';
import { TargetsTable } from './targets-table.tsx';
import type { ProgrammeCommand } from './programme-forms.tsx';

const ProgrammeForms = lazy(() => import('./programme-forms.tsx'));

const commands: readonly ProgrammeCommand[] = [
  'set-annual-target',
  'record-committee-decision',
  'adopt-programme',
];

/** What a town means to build and what has become of it: its programme, its targets and the county's, its decisions. */
export function ProgrammePage() {
  const { t } = useTranslation();
  const { townCode, name, base, crumbs, aside } = useTownPlace();
  const may = useMay();
  const past = useAsOf() !== undefined;
  const [open, setOpen] = useState<ProgrammeCommand>();
  const programme = useProgramme(townCode);
  const board = useProjectBoard(townCode);
  const rules = useTownPolicy(townCode);
  const persons = usePersons(townCode, may('persons')).data;
  const offered = past ? [] : commands.filter((command) => may(`command:${command}`));
  return (
    <Page
      title={t('programme.titleOf', { name })}
      {...{ crumbs, aside }}
      {...(offered.length > 0 && {
        actions: offered.map((command, index) => (
          <Button key={command} type={index === 0 ? 'primary' : 'default'} onClick={() => setOpen(command)}>
            {t(`command.${command}`)}
          </Button>
        )),
      })}
    >
      <PersonsContext value={new Map(persons?.map((person) => [person.personId, person]))}>
        <QueryContent query={programme} skeleton={<SummarySkeleton tiles={2} />}>
          {(view) => (
            <>
              <TargetsTable targets={view.data.targets} basis={view} />
              <CountyTargetsTable targets={view.data.countyTargets} basis={view} />
              <ProgrammeTile programme={view.data.programme} basis={view} villageBase={`${base}/villages`} />
              {board.data && <BatchesTable projects={board.data.data.projects} basis={board.data} />}
              <DecisionsTable decisions={view.data.decisions} basis={view} />
              {rules.data && <CampaignsTable campaigns={rules.data.data.campaigns} basis={rules.data} />}
            </>
          )}
        </QueryContent>
      </PersonsContext>
      {open !== undefined && (
        <Suspense fallback={null}>
          <ProgrammeForms command={open} townCode={townCode} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}
