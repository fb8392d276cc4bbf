import type { ReportPart, ReportUnit } from '../api/report-types.ts';
import { withQuery } from '../api/with-query.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { firstDay } from '../as-of/days.ts';
import { useCounty } from '../shell/signed-in.ts';
import type { ReportOrigin } from './origin.ts';
import type { Quantity } from './quantities.ts';

/** Which figure of a report, of which days and of which of the county's towns. */
interface CountyFigure {
  figure: string;
  quantity: Quantity;
  /** Without it: from the first day that a fact can be dated on. */
  from?: string;
  /** Without it: up to the day of the page. */
  to?: string;
  /** Without it: of all towns. */
  town?: string | undefined;
  part?: ReportPart;
}

/** Names figures of the county's reports, as of the page's day. */
export function useCountyFigureOrigin() {
  const { code } = useCounty();
  const asOf = useAsOf();
  return (
    label: string,
    { figure, quantity, from = firstDay, to, town, part }: CountyFigure,
  ): ReportOrigin => ({
    kind: 'report',
    label,
    quantity,
    events: withQuery(`/counties/${code}/figures/${figure}/events`, { from, to, town, asOf, ...part }),
  });
}

/** Names figures of a town's reports on all its days, as of the page's day. */
export function useTownFigureOrigin(townCode: string) {
  const asOf = useAsOf();
  return (label: string, { figure, quantity, part }: Pick<CountyFigure, 'figure' | 'quantity' | 'part'>) => {
    const days = { from: firstDay, asOf, ...part };
    return originAt(label, withQuery(`/towns/${townCode}/figures/${figure}/events`, days), quantity);
  };
}

/** What a figure of a report opens, by the address that the server gave for its events. */
export function originAt(label: string, address: string, quantity: Quantity): ReportOrigin {
  return { kind: 'report', label, quantity, events: address.replace(/^\/api\/v1/, '') };
}

/** What the events of a figure of a report add up to, by its name and the unit that it is counted in. */
export function reportQuantity(figure: string, counted: ReportUnit | null | undefined): Quantity {
  if (counted === 'fen') return 'money';
  if (counted === 'dm2') return 'area';
  if (counted === 'm') return 'length';
  if (figure === 'villages.members') return 'members';
  if (/^(villages\.branches|sixHaves\.(met|asked)|environment\..+)$/.test(figure)) return 'things';
  return /^(villages|coverage)\./.test(figure) ? 'villages' : 'venues';
}
