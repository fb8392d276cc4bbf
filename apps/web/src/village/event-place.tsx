import { Fragment, type ReactNode } from 'react';
import type { RecordedEvent } from '../api/types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { usePathOfProject, usePathOfVillage } from '../places/use-project-path.ts';
import { useReaches, useSignedIn } from '../shell/signed-in.ts';

interface EventPlaceProps {
  event: RecordedEvent & { villageName: string | null; venueName: string | null };
  townCode: string;
  /** Where the list holds events of several towns. */
  townName?: string;
}

/** Town, village and project of an event, each of which leads to its page. */
export function EventPlace({ event, townCode, townName }: EventPlaceProps) {
  const { level } = useSignedIn();
  const reaches = useReaches();
  const pathOfVillage = usePathOfVillage();
  const pathOfProject = usePathOfProject();
  const { data, villageName, venueName } = event;
  const [villageId, venueId] = [String(data['villageId']), String(data['venueId'])];
  const steps: ReactNode[] = [];
  if (townName !== undefined)
    steps.push(
      level === 'county' ? <DatedLink to={`/county/towns/${townCode}`}>{townName}</DatedLink> : townName,
    );
  const link = (to: string, name: string) =>
    reaches(villageId) ? <DatedLink to={to}>{name}</DatedLink> : name;
  if (villageName !== null) steps.push(link(pathOfVillage({ townCode, villageId }), villageName));
  if (venueName !== null) steps.push(link(pathOfProject({ townCode, venueId }), venueName));
  return steps.map((step, index) => (
    <Fragment key={index}>
      {index > 0 && ' · '}
      {step}
    </Fragment>
  ));
}
