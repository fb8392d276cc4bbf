import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatFenAsWan } from '../../format/numbers.ts';
import { SelectField } from './select-field.tsx';

/** A venue as a form offers it. Money in fen. */
export interface VenueChoice {
  venueId: string;
  name: string;
  villageName: string;
  budgetFen: number;
  /** What it has got already. */
  amountFen: number;
}

/** One of the venues offered, with its budget and what it has got already. */
export function OpenVenueField({ venues }: { venues: VenueChoice[] }) {
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
        t('form.venueFacts', {
          budget: formatFenAsWan(chosen.budgetFen),
          wan: formatFenAsWan(chosen.amountFen),
        })
      }
    />
  );
}
