import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useAsOf } from '../as-of/use-as-of.ts';
import { LiveIndicator } from './live-indicator.tsx';

/** Day of the data, and whether it moves by itself, beside a page's title. */
export function ViewAside() {
  const past = useAsOf() !== undefined;
  return (
    <>
      <AsOfPicker />
      {!past && <LiveIndicator />}
    </>
  );
}
