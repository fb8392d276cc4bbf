import { ViewAside } from '../county/view-aside.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { FiguresView } from './figures-view.tsx';

/** The figures of the county's reports. */
export function CountyFiguresPage() {
  const { code, name } = useCounty();
  return <FiguresView place={{ level: 'county', code, name }} aside={<ViewAside />} />;
}
