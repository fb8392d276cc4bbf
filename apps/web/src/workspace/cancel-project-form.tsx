import { useTranslation } from 'react-i18next';
import type { VenueCard } from '../api/types.ts';
import { cancelProjectBody, type CancelProjectValues } from './command-bodies.ts';
import { CommandDrawer } from './command-drawer.tsx';
import { PastDateField, today } from './fields/date-field.tsx';
import { OpenVenueField } from './fields/open-venue-field.tsx';
import { TextField } from './fields/text-field.tsx';

interface CancelProjectFormProps {
  townCode: string;
  /** Venues that are planned and not complete yet. */
  venues: VenueCard[];
  venueId: string | undefined;
  onClose: () => void;
}

const pointers = { '/occurredOn': 'occurredOn', '/venueId': 'venueId', '/reason': 'reason' };

/** Gives a planned venue up. */
export function CancelProjectForm({ townCode, venues, venueId, onClose }: CancelProjectFormProps) {
  const { t } = useTranslation();
  const nameOf = (id: string) => venues.find((venue) => venue.venueId === id)?.name ?? '';
  return (
    <CommandDrawer<CancelProjectValues>
      townCode={townCode}
      command="cancel-project"
      initialValues={{ occurredOn: today(), ...(venueId && { venueId }) }}
      pointers={pointers}
      toBody={cancelProjectBody}
      recorded={(values) => t('recorded.cancel-project', { name: nameOf(values.venueId) })}
      onClose={onClose}
    >
      <OpenVenueField venues={venues} />
      <PastDateField label={t('form.cancelledOn')} />
      <TextField name="reason" label={t('form.cancelReason')} longest={500} lines />
    </CommandDrawer>
  );
}
