import { useTranslation } from 'react-i18next';
import type { TownPolicy } from '../api/town-policy.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';

type Campaign = TownPolicy['campaigns'][number];

interface CampaignsTableProps {
  campaigns: Campaign[];
  basis: Sheet<Campaign>['basis'] & object;
}

/** The campaigns that the county opened, which targets and projects may be part of. */
export function CampaignsTable({ campaigns, basis }: CampaignsTableProps) {
  const { t } = useTranslation();
  const state = ({ isOpen }: Campaign) => t(isOpen ? 'programme.open' : 'programme.over');
  return (
    <section className="tile tile-table" aria-labelledby="campaigns-heading">
      <div className="tile-head">
        <h2 id="campaigns-heading">{t('programme.campaigns')}</h2>
      </div>
      {campaigns.length === 0 ? (
        <p className="secondary">{t('programme.noCampaigns')}</p>
      ) : (
        <ListTable
          sheet={{
            list: t('programme.campaigns'),
            basis,
            columns: [
              { title: t('form.campaign'), kind: 'text', value: ({ name }) => name },
              { title: t('programme.from'), kind: 'date', value: ({ from }) => from },
              { title: t('programme.until'), kind: 'date', value: ({ until }) => until },
              { title: t('board.light'), kind: 'text', value: state },
            ],
          }}
          rows={campaigns}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', title: t('form.campaign'), render: (_, { name }) => name },
            { key: 'from', title: t('programme.from'), width: 120, render: (_, { from }) => from },
            { key: 'until', title: t('programme.until'), width: 120, render: (_, { until }) => until },
            { key: 'state', title: t('board.light'), width: 100, render: (_, campaign) => state(campaign) },
          ]}
          width={480}
        />
      )}
    </section>
  );
}
