import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VenueCard } from '../api/types.ts';
import { useMay } from '../shell/signed-in.ts';
import type { OpenCommand, WorkspaceCommand } from './commands.ts';

interface VenueActionsProps {
  venue: VenueCard;
  openForm: (command: OpenCommand) => void;
}

/** What this clerk can record about one venue at its stage. */
export function VenueActions({ venue, openForm }: VenueActionsProps) {
  const { t } = useTranslation();
  const may = useMay();
  const commands = commandsFor(venue).filter((command) => may(`command:${command}`));
  if (commands.length === 0) return null;
  return (
    <span className="venue-actions">
      {commands.map((command) => (
        <Button
          key={command}
          size="small"
          type="link"
          danger={command === 'cancel-project'}
          aria-label={`${t(`command.${command}`)} ${venue.name}`}
          onClick={() => openForm({ command, venueId: venue.venueId })}
        >
          {t(`command.${command}`)}
        </Button>
      ))}
    </span>
  );
}

function commandsFor(venue: VenueCard): WorkspaceCommand[] {
  const { stage } = venue;
  switch (stage) {
    case 'planned':
      return ['allocate-funds', 'cancel-project'];
    case 'completed':
      return ['allocate-funds'];
    case 'in-use':
      return venue.plannedOn ? ['allocate-funds'] : [];
    case 'cancelled':
    case 'registered':
    case 'retired':
      return [];
    default:
      return stage satisfies never;
  }
}
