import { Outlet } from 'react-router';
import { useCounty } from '../shell/signed-in.ts';
import { LiveStateContext } from './live-state.ts';
import { useCountyLive } from './use-county-live.ts';

/** Everything the analyst sees below /county shares one live connection. */
export function CountyArea() {
  const state = useCountyLive(useCounty().code);
  return (
    <LiveStateContext value={state}>
      <Outlet />
    </LiveStateContext>
  );
}
