import './project.css';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { useProject } from '../api/projects.ts';
import type { ProjectDetail } from '../api/project-types.ts';
import { usePersons } from '../api/persons.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { useAsOf } from '../as-of/use-as-of.ts';
import { formatFenAsWan, formatHundredths } from '../format/numbers.ts';
import { PersonsContext } from '../persons/person-names.ts';
import { type Crumb, Page } from '../shell/page.tsx';
import { useMay, useReaches } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { NotFoundPage } from '../states/not-found-page.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { StepContext, StepPlaceContext } from '../steps/step-context.ts';
import type { Slip } from '../village/village-events.tsx';
import { isExisting } from './checklists.ts';
import { MoneyMatrix } from './money-matrix.tsx';
import { NextSteps, type OfferedStep } from './next-steps.tsx';
import { ProjectEvents } from './project-events.tsx';
import { ProjectFiles } from './project-files.tsx';
import { ProjectStageTag } from './project-stage-tag.tsx';
import { ProjectStanding } from './project-standing.tsx';
import { StageChecklists } from './stage-checklists.tsx';
import { VenueSection } from './venue-section.tsx';

const ProjectForm = lazy(async () => ({ default: (await import('./project-forms.tsx')).ProjectForm }));
const CorrectFactForm = lazy(async () => ({
  default: (await import('../corrections/correct-fact-form.tsx')).CorrectFactForm,
}));

interface ProjectViewProps {
  townCode: string;
  venueId: string;
  crumbs: Crumb[];
  villagePath: (villageId: string) => string;
  aside?: ReactNode;
}

/** One project from need to opening day: what is next, what is done, its money, its documents, and every fact of it. */
export function ProjectView({ townCode, venueId, crumbs, villagePath, aside }: ProjectViewProps) {
  const { t } = useTranslation();
  const query = useProject(townCode, venueId);
  const past = useAsOf() !== undefined;
  const isUnknown = query.error instanceof Problem && query.error.status === 404;
  const name = query.data?.data.project.plan?.venueName ?? query.data?.data.venue.registered?.name;
  if (isUnknown && !past) return <NotFoundPage />;
  return (
    <Page title={name ?? t('project.title')} crumbs={crumbs} aside={aside}>
      {isUnknown ? (
        <EmptyState title={t('work.notYet')} detail={t('asOf.emptyDetail')} />
      ) : (
        <QueryContent query={query} skeleton={<SummarySkeleton tiles={2} />}>
          {({ data }) => <ProjectContent {...{ townCode, venueId, villagePath, detail: data }} />}
        </QueryContent>
      )}
    </Page>
  );
}

interface ContentProps {
  townCode: string;
  venueId: string;
  villagePath: (villageId: string) => string;
  detail: ProjectDetail;
}

function ProjectContent({ townCode, venueId, villagePath, detail }: ContentProps) {
  const may = useMay();
  const persons = usePersons(townCode, may('persons'));
  const past = useAsOf() !== undefined;
  const [open, setOpen] = useState<OfferedStep>();
  const [slip, setSlip] = useState<Slip>();
  const { villageId } = detail.village;
  const isOwn = useReaches()(villageId);
  const name = detail.project.plan?.venueName ?? detail.venue.registered?.name ?? '';
  return (
    <StepPlaceContext value={{ townCode, villageId, standard: detail.standard }}>
      <StepContext value={{ ...detail, townCode, venueId }}>
        <PersonsContext value={new Map(persons.data?.map((person) => [person.personId, person]))}>
          <ProjectSummary detail={detail} villagePath={villagePath} />
          {isOwn && !isExisting(detail) && <ProjectStanding townCode={townCode} venueId={venueId} />}
          {isOwn && <NextSteps onOpen={setOpen} />}
          {isOwn && <StageChecklists detail={detail} />}
          {detail.project.plan && <MoneyMatrix {...{ townCode, venueId, isOwn }} project={detail.project} />}
          {detail.venue.registered && (
            <VenueSection townCode={townCode} venueId={venueId} detail={detail} villagePath={villagePath} />
          )}
          {isOwn && <ProjectFiles townCode={townCode} villageId={villageId} venueId={venueId} />}
          {isOwn && (
            <ProjectEvents
              {...{ townCode, villageId, venueId, name }}
              onCorrect={!past && may('command:correct-fact') ? setSlip : undefined}
            />
          )}
          <Suspense fallback={null}>
            {open !== undefined && <ProjectForm command={open} onClose={() => setOpen(undefined)} />}
            {slip !== undefined && (
              <CorrectFactForm {...{ townCode, venueId, ...slip }} onClose={() => setSlip(undefined)} />
            )}
          </Suspense>
        </PersonsContext>
      </StepContext>
    </StepPlaceContext>
  );
}

function ProjectSummary({ detail, villagePath }: Pick<ContentProps, 'detail' | 'villagePath'>) {
  const { t } = useTranslation();
  const { plan, work, need } = detail.project;
  const { village, venue } = detail;
  const reaches = useReaches();
  return (
    <ul className="dotted project-summary">
      <li>
        <ProjectStageTag detail={detail} />
      </li>
      <li>
        {reaches(village.villageId) ? (
          <DatedLink to={villagePath(village.villageId)}>{village.name ?? t('project.village')}</DatedLink>
        ) : (
          t('work.sharedByNeighbour')
        )}
      </li>
      {need && !plan && <li>{t('work.needCost', { wan: formatFenAsWan(need.costFen) })}</li>}
      {plan && (
        <>
          <li>{t(`buildType.${plan.buildType}`)}</li>
          <li>{t('venue.areaPlanned', { area: formatHundredths(plan.plannedAreaDm2) })}</li>
          <li>{t('venue.budget', { wan: formatFenAsWan(plan.budgetFen) })}</li>
          <li>{t('venue.dueOn', { date: plan.targetOn })}</li>
          <li>{t('project.standard', { version: plan.standardVersion })}</li>
        </>
      )}
      {work.completion && (
        <>
          <li>{t('venue.areaBuilt', { area: formatHundredths(work.completion.builtAreaDm2) })}</li>
          <li>{t('venue.cost', { wan: formatFenAsWan(work.completion.finalCostFen) })}</li>
        </>
      )}
      {venue.registered && <li>{t(`work.origin.${venue.registered.origin}`)}</li>}
      {venue.commissioned && <li>{t('project.inUseSince', { date: venue.commissioned.on })}</li>}
    </ul>
  );
}
