import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { VenueCard, VillageCard } from '../api/types.ts';
import type { OpenCommand } from './commands.ts';

const CommandForms = lazy(() => import('./command-forms.tsx'));

/** Opens the forms of a town's commands over a page; `forms` belongs somewhere into that page. */
export function useCommandForms(
  townCode: string,
  villages: VillageCard[],
  venues: VenueCard[],
): { forms: ReactNode; openForm: (command: OpenCommand) => void } {
  const [open, setOpen] = useState<OpenCommand>();
  const forms = open && (
    <Suspense fallback={null}>
      <CommandForms
        townCode={townCode}
        open={open}
        villages={villages}
        venues={venues}
        onClose={() => setOpen(undefined)}
      />
    </Suspense>
  );
  return { forms, openForm: setOpen };
}
