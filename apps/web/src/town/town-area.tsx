import { Outlet } from 'react-router';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { TownPlaceContext } from './town-place.ts';

/** Pages of the town whose people are signed in. */
export function TownArea() {
  const { town } = useSignedIn();
  const place = { townCode: town?.code ?? '', name: town?.name ?? '', base: '/town' };
  return (
    <TownPlaceContext value={{ ...place, crumbs: [], aside: <AsOfPicker /> }}>
      <Outlet />
    </TownPlaceContext>
  );
}
