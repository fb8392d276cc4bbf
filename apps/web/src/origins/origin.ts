import type { FigureName, FigurePart, RowColumn, RowView } from '../api/types.ts';
import type { Quantity } from './quantities.ts';

/** A figure of an overview: the sum of what events of one town or of several gave to it. */
export interface FigureOrigin {
  kind: 'figure';
  /** What the page calls it. */
  label: string;
  /** Address of the view that shows it, below the API's root. */
  view: string;
  figure: FigureName;
  /** What tells it apart from the other figures of its list. */
  part: FigurePart;
}

/** A figure of a report on a period, or a part of one: the sum of what its events gave to it. */
export interface ReportOrigin {
  kind: 'report';
  label: string;
  /** Address of its events with the days in its query, below the API's root. */
  events: string;
  quantity: Quantity;
}

/** Columns of a village or a venue, which events changed from one value to another. */
export interface RowOrigin {
  kind: 'row';
  label: string;
  townCode: string;
  view: RowView;
  rowId: string;
  columns: readonly RowColumn[];
}

/** What opens down to the events that made it. */
export type Origin = FigureOrigin | ReportOrigin | RowOrigin;

/** A label out of several, from the whole to its part: "城关镇 · 规划阵地". */
export function joinLabels(...labels: string[]): string {
  return labels.join(' · ');
}
