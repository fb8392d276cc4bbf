import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage, VenueCard, View } from '../api/types.ts';
import { VenuesTable } from '../places/venues-table.tsx';
import { EmptyState } from '../states/empty-state.tsx';
import type { OpenCommand } from './commands.ts';
import { SearchField } from './search-field.tsx';
import { matchesName } from './search.ts';
import { VenueActions } from './venue-actions.tsx';

interface VenuesPanelProps {
  townCode: string;
  view: View<VenueCard[]>;
  /** Absent where nothing can be recorded. */
  openForm: ((command: OpenCommand) => void) | undefined;
}

const stages: Stage[] = ['planned', 'completed', 'registered', 'in-use', 'retired', 'cancelled'];

/** The town's venues, found by name or village and by stage, each with what can be recorded about it. */
export function VenuesPanel({ townCode, view, openForm }: VenuesPanelProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [stage, setStage] = useState<Stage | 'all'>('all');
  if (view.data.length === 0) {
    return (
      <EmptyState
        title={t('workspace.noVenues')}
        {...(openForm && {
          detail: t('workspace.noVenuesDetail'),
          action: (
            <Button type="primary" onClick={() => openForm({ command: 'plan-venue' })}>
              {t('command.plan-venue')}
            </Button>
          ),
        })}
      />
    );
  }
  const found = view.data.filter(
    (venue) =>
      (stage === 'all' || venue.stage === stage) && matchesName(search, venue.name, venue.villageName),
  );
  return (
    <>
      <div className="filters">
        <SearchField value={search} onChange={setSearch} />
        <Select<Stage | 'all'>
          aria-label={t('column.stage')}
          value={stage}
          onChange={setStage}
          options={[
            { value: 'all', label: t('workspace.allStages') },
            ...stages.map((value) => ({ value, label: t(`stage.${value}`) })),
          ]}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('workspace.noMatch')} />
      ) : (
        <VenuesTable
          townCode={townCode}
          venues={found}
          linkTo={(villageId) => `/town/villages/${villageId}`}
          sheet={{
            list: t('town.venues'),
            basis: view,
            conditions: [
              [t('workspace.search'), search.trim()],
              [t('column.stage'), stage === 'all' ? '' : t(`stage.${stage}`)],
            ],
          }}
          {...(openForm && {
            actions: (venue: VenueCard) => <VenueActions venue={venue} openForm={openForm} />,
          })}
        />
      )}
    </>
  );
}
