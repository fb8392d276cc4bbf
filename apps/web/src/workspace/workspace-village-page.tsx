import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { OfficerPost, VenueCard } from '../api/types.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useAsOf } from '../as-of/use-as-of.ts';
import { useVenueCards, useVillageCards } from '../api/queries.ts';
import { useMay, useSignedIn } from '../shell/signed-in.ts';
import { VillageView } from '../village/village-view.tsx';
import { CommandButtons } from './command-buttons.tsx';
import { useCommandForms } from './use-command-forms.tsx';
import { VenueActions } from './venue-actions.tsx';

/** One village of the clerk's town, or the clerk's own village, with the forms that begin with it. */
export function WorkspaceVillagePage() {
  const { t } = useTranslation();
  const { town, villageId: ownVillageId } = useSignedIn();
  const may = useMay();
  const { villageId = '' } = useParams();
  const townCode = town?.code ?? '';
  const villages = useVillageCards(townCode, villageId);
  const venues = useVenueCards(townCode, villageId);
  const { forms, openForm } = useCommandForms(townCode, villages.data?.data ?? [], venues.data?.data ?? []);
  const past = useAsOf() !== undefined;
  return (
    <>
      <VillageView
        townCode={townCode}
        villageId={villageId}
        // A village's own clerk has no page of the town to go back to.
        crumbs={
          ownVillageId === null
            ? [{ title: t('workspace.title', { name: town?.name ?? '' }), to: '/town' }]
            : []
        }
        villagePath={(id) => `/town/villages/${id}`}
        aside={<AsOfPicker />}
        {...(past
          ? { noVenues: t('village.noVenues') }
          : {
              actions: <CommandButtons openForm={openForm} villageId={villageId} />,
              venueActions: (venue: VenueCard) => <VenueActions venue={venue} openForm={openForm} />,
              ...(may('command:change-officer') && {
                postActions: (post: OfficerPost) => (
                  <Button onClick={() => openForm({ command: 'change-officer', villageId, post })}>
                    {t('command.change-officer')}
                  </Button>
                ),
              }),
              noVenues: t(may('command:plan-venue') ? 'village.noVenuesClerk' : 'village.noVenues'),
            })}
      />
      {forms}
    </>
  );
}
