import { useTranslation } from 'react-i18next';
import { grades, type VenueCard } from '../api/types.ts';
import { completeVenueBody, type CompleteVenueValues } from './command-bodies.ts';
import { CommandDrawer } from './command-drawer.tsx';
import { AmountField } from './fields/amount-field.tsx';
import { AreaField } from './fields/area-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { PastDateField, today } from './fields/date-field.tsx';
import { OpenVenueField } from './fields/open-venue-field.tsx';

interface CompleteVenueFormProps {
  townCode: string;
  /** Venues that are planned and not complete yet. */
  venues: VenueCard[];
  venueId: string | undefined;
  onClose: () => void;
}

const pointers = {
  '/occurredOn': 'occurredOn',
  '/venueId': 'venueId',
  '/builtAreaDm2': 'builtArea',
  '/finalCostFen': 'finalCost',
  '/grade': 'grade',
};

/** Records that a venue is complete. */
export function CompleteVenueForm({ townCode, venues, venueId, onClose }: CompleteVenueFormProps) {
  const { t } = useTranslation();
  const nameOf = (id: string) => venues.find((venue) => venue.venueId === id)?.name ?? '';
  return (
    <CommandDrawer<CompleteVenueValues>
      townCode={townCode}
      command="complete-venue"
      initialValues={{ occurredOn: today(), ...(venueId && { venueId }) }}
      pointers={pointers}
      toBody={completeVenueBody}
      recorded={(values) => t('recorded.complete-venue', { name: nameOf(values.venueId) })}
      onClose={onClose}
    >
      <OpenVenueField venues={venues} />
      <PastDateField label={t('form.completedOn')} />
      <div className="field-row">
        <AreaField name="builtArea" label={t('form.builtArea')} />
        <AmountField name="finalCost" label={t('form.finalCost')} />
      </div>
      <ChoiceField
        name="grade"
        label={t('form.grade')}
        choices={grades}
        nameOf={(grade) => t(`grade.${grade}`)}
      />
    </CommandDrawer>
  );
}
