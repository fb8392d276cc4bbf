import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFundFlow } from '../api/county-views.ts';
import { flowSteps, type FlowStep, type FundFlow } from '../api/report-types.ts';
import type { View } from '../api/types.ts';
import { useParameter } from '../as-of/use-parameter.ts';
import { ViewAside } from '../county/view-aside.tsx';
import { TownSelect } from '../places/town-select.tsx';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { FlowTile } from './flow-tile.tsx';
import { IdleProjects } from './idle-projects.tsx';
import { IdleTowns } from './idle-towns.tsx';
import { MoneyFigures } from './money-figures.tsx';
import { TownsLedger } from './towns-ledger.tsx';

/** Where the county's money comes from, in which towns and at which stage of their projects it is, and where it lies. */
export function MoneyPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const [askedStep, chooseStep] = useParameter('step');
  const [town, chooseTown] = useParameter('town');
  const step = flowSteps.find((each) => each === askedStep) ?? 'allocated';
  const whole = useFundFlow(step, undefined);
  const flow = useFundFlow(step, town);
  return (
    <Page title={t('money.title', { name: county.name })} aside={<ViewAside />}>
      <div className="choices-line">
        <Segmented
          aria-label={t('money.stepLabel')}
          value={step}
          onChange={(value: FlowStep) => chooseStep(value === 'allocated' ? undefined : value)}
          options={flowSteps.map((value) => ({ value, label: t(`money.step.${value}`) }))}
        />
        <TownSelect places={townsOf(whole.data?.data)} value={town} onChange={chooseTown} />
      </div>
      <QueryContent query={flow} skeleton={<SummarySkeleton tiles={1} />}>
        {(view) => <MoneyContent view={view} town={town} />}
      </QueryContent>
    </Page>
  );
}

function MoneyContent({ view, town }: { view: View<FundFlow>; town: string | undefined }) {
  const { t } = useTranslation();
  const county = useCounty();
  const { data, asOf, positions } = view;
  const place = data.stages.find(({ townCode }) => townCode === town)?.townName ?? county.name;
  return (
    <SheetContext value={{ place, basis: { asOf, positions } }}>
      <MoneyFigures flow={data} town={town} />
      {data.links.length === 0 ? (
        <EmptyState title={t('money.none')} detail={t('money.noneDetail')} />
      ) : (
        <FlowTile flow={data} />
      )}
      <TownsLedger rows={data.ledger} />
      <IdleTowns towns={data.idle} />
      <IdleProjects town={town} />
    </SheetContext>
  );
}

function townsOf(flow: FundFlow | undefined) {
  return flow === undefined ? [] : [...flow.stages, ...flow.idle];
}
