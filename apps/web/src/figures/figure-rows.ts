import type { TFunction } from 'i18next';
import type { ReportFigures, ReportUnit, Sentence, ShownFigure, ShownPart } from '../api/report-types.ts';
import { joinLabels } from '../origins/origin.ts';
import { exactText, partText } from './figure-words.ts';

/** A line of a report: a figure, or a part of the one above. */
export interface FigureRow {
  key: string;
  figure: ShownFigure;
  part?: ShownPart;
  /** What it is called beside others, and by itself. */
  title: string;
  label: string;
  displayed: string;
  exact: string;
  share: string;
  note: string;
}

interface Wording {
  t: TFunction;
  sentence: (sentence: Sentence) => string;
}

/** Figures, each with its parts below it. */
export function figureRows(
  { figures, sixHaves }: Pick<ReportFigures, 'figures' | 'sixHaves'>,
  { t, sentence }: Wording,
): FigureRow[] {
  const counted = new Map(figures.map(({ name, exactUnit }) => [name, exactUnit]));
  return figures.flatMap((figure) => {
    const title = sentence(figure.title);
    const notes = [figure.note, figure.partsNote].filter((note) => note !== null && note !== undefined);
    const whole: FigureRow = {
      key: figure.name,
      figure,
      title,
      label: title,
      displayed: figure.displayed,
      exact: exactOf(figure, counted, t),
      share: '',
      note: notes.map(sentence).join(t('common.betweenClauses')),
    };
    const parts = (figure.parts ?? []).map((part): FigureRow => {
      const words = partText(part.part, sixHaves, t);
      return {
        key: `${figure.name} ${JSON.stringify(part.part)}`,
        figure,
        part,
        title: words,
        label: joinLabels(title, words),
        displayed: part.displayed,
        exact: exactParts(part.exact, figure.exactUnit, t),
        share: part.sharePct,
        note: '',
      };
    });
    return [whole, ...parts];
  });
}

/** A rate and an average say both of the numbers that they are made of. */
function exactOf(
  { of, exact, exactUnit }: ShownFigure,
  counted: ReadonlyMap<string, ReportUnit | null>,
  t: TFunction,
): string {
  if (of === undefined) return exactText(exact, exactUnit, t);
  const text = ({ name, exact: number }: typeof of.numerator) => exactText(number, counted.get(name), t);
  return `${text(of.numerator)} ÷ ${text(of.denominator)}`;
}

/** What a part counts; of a rate both of the numbers that it is made of. */
function exactParts(exact: string, unit: ReportUnit | null, t: TFunction): string {
  return exact
    .split('/')
    .map((number) => exactText(number, unit, t))
    .join(' ÷ ');
}
