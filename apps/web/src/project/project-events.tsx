import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { projectEventTypes } from '../village/project-event-types.ts';
import { EventList, type Slip } from '../village/village-events.tsx';

interface ProjectEventsProps {
  townCode: string;
  villageId: string;
  venueId: string;
  name: string;
  onCorrect: ((slip: Slip) => void) | undefined;
}

/** The timeline of a project and its venue; the trainings that were held there since only when asked for. */
export function ProjectEvents({ name, onCorrect, ...of }: ProjectEventsProps) {
  const { t } = useTranslation();
  const [which, setWhich] = useState<'own' | 'all'>('own');
  return (
    <section className="tile" aria-labelledby="events-heading">
      <div className="tile-head">
        <h2 id="events-heading">{t('project.events')}</h2>
        <Segmented<'own' | 'all'>
          aria-label={t('work.whichEvents')}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'own', label: t('work.ownEvents') },
            { value: 'all', label: t('work.allEvents') },
          ]}
        />
      </div>
      <EventList
        of={which === 'own' ? { ...of, type: projectEventTypes } : of}
        place={name}
        venues={[{ venueId: of.venueId, name }]}
        onCorrect={onCorrect}
      />
    </section>
  );
}
