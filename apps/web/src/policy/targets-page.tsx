import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePolicy } from '../api/policy.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useAsOf } from '../as-of/use-as-of.ts';
import { Page } from '../shell/page.tsx';
import { useCounty, useMay } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { Campaigns } from './campaigns.tsx';
import { GrantWaiverForm } from './grant-waiver-form.tsx';
import { OpenCampaignForm } from './open-campaign-form.tsx';
import { TargetsTile } from './targets-tile.tsx';
import { Waivers } from './waivers.tsx';

/** What the county wants of its towns by year, its campaigns, and what it lets venues do without. */
export function TargetsPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const may = useMay();
  const past = useAsOf() !== undefined;
  const policy = usePolicy(county.code);
  const [open, setOpen] = useState<'open-campaign' | 'grant-waiver'>();
  const close = () => setOpen(undefined);
  return (
    <Page
      title={t('policy.targetsTitle', { name: county.name })}
      aside={<AsOfPicker />}
      actions={
        !past &&
        (['open-campaign', 'grant-waiver'] as const)
          .filter((command) => may(`command:${command}`))
          .map((command) => (
            <Button key={command} onClick={() => setOpen(command)}>
              {t(`countyCommand.${command}`)}
            </Button>
          ))
      }
    >
      <QueryContent query={policy} skeleton={<TableSkeleton />}>
        {(view) => (
          <SheetContext value={{ basis: view }}>
            <TargetsTile view={view} editable={!past && may('command:set-town-target')} />
            <Campaigns view={view} />
            <Waivers policy={view.data} />
          </SheetContext>
        )}
      </QueryContent>
      {open === 'open-campaign' && <OpenCampaignForm onClose={close} />}
      {open === 'grant-waiver' && <GrantWaiverForm onClose={close} />}
    </Page>
  );
}
