import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VenueCard } from '../../api/types.ts';
import { formatFenAsWan, formatWan } from '../../format/numbers.ts';
import { SelectField } from './select-field.tsx';

/** One of the venues offered, with its budget and what it has got already. */
export function OpenVenueField({ venues }: { venues: VenueCard[] }) {
  const { t } = useTranslation();
  const venueId = Form.useWatch<string | undefined>('venueId');
  const chosen = venues.find((venue) => venue.venueId === venueId);
  return (
    <SelectField
      name="venueId"
      label={t('form.venue')}
      options={venues.map((venue) => ({
        value: venue.venueId,
        label: `${venue.name} · ${venue.villageName}`,
      }))}
      placeholder={venues.length === 0 ? t('form.noOpenVenue') : undefined}
      extra={
        chosen &&
        t('form.venueFacts', { budget: formatFenAsWan(chosen.budgetFen), wan: formatWan(chosen.wan) })
      }
    />
  );
}
