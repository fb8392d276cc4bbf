import { useTownPlace } from '../town/town-place.ts';
import { FiguresView } from './figures-view.tsx';

/** The figures of the reports of a town that the county looks into. */
export function CountyTownFiguresPage() {
  const { townCode, name, crumbs, aside } = useTownPlace();
  return <FiguresView place={{ level: 'town', code: townCode, name }} {...{ crumbs, aside }} />;
}
