import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { ForbiddenPage } from '../states/forbidden-page.tsx';
import { FiguresView } from './figures-view.tsx';

/** The figures of the reports of one's own town. */
export function TownFiguresPage() {
  const { town } = useSignedIn();
  if (town === null) return <ForbiddenPage />;
  return <FiguresView place={{ level: 'town', code: town.code, name: town.name }} aside={<AsOfPicker />} />;
}
