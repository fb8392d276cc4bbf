import { useTranslation } from 'react-i18next';
import type { NamedNumber, ReportFigures, ReportUnit } from '../api/report-types.ts';
import { formatPct } from '../format/numbers.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { originAt, reportQuantity } from '../origins/report-origin.ts';
import { usePhone } from '../places/use-phone.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import type { FigureRow } from './figure-rows.ts';
import { exactText, shownText } from './figure-words.ts';

/**
 * A figure's columns: every number opens to its events, a rate's to both of those that it is made of. On a phone the unit
 * stands with the number.
 */
export function useFigureColumns(report: ReportFigures): FigureColumn<FigureRow>[] {
  const phone = usePhone();
  const columns = useAllColumns(report, phone);
  return phone ? columns.filter(({ key }) => ['name', 'displayed', 'exact'].includes(key)) : columns;
}

function useAllColumns({ figures }: ReportFigures, phone: boolean): FigureColumn<FigureRow>[] {
  const { t } = useTranslation();
  const sentence = useSentence();
  const counted = new Map(figures.map(({ name, exactUnit }) => [name, exactUnit]));
  return [
    {
      key: 'name',
      title: t('figures.name'),
      render: ({ title, part }) => (part === undefined ? title : <span className="part-name">{title}</span>),
    },
    {
      key: 'displayed',
      title: t('figures.displayed'),
      numeric: true,
      render: (row) => (
        <>
          <Displayed row={row} counted={counted} />
          {phone && <span className="under-name">{sentence(row.figure.unitName)}</span>}
        </>
      ),
    },
    { key: 'unit', title: t('figures.unit'), render: ({ figure }) => sentence(figure.unitName) },
    {
      key: 'exact',
      title: t('figures.exact'),
      numeric: true,
      render: ({ figure: { of }, part, exact }) =>
        of === undefined || part !== undefined ? (
          exact
        ) : (
          <>
            <Made of={of.numerator} counted={counted} /> ÷ <Made of={of.denominator} counted={counted} />
          </>
        ),
    },
    {
      key: 'share',
      title: t('figures.share'),
      numeric: true,
      render: ({ share }) => (share === '' ? '' : formatPct(share)),
    },
    {
      key: 'note',
      title: t('figures.note'),
      render: ({ note }) => <span className="secondary">{note}</span>,
    },
  ];
}

type Counted = ReadonlyMap<string, ReportUnit | null>;

/** As a report shows it. What is not there, for nothing is to be divided by, opens to nothing. */
function Displayed({ row, counted }: { row: FigureRow; counted: Counted }) {
  const { figure, part, label, displayed } = row;
  const value = <span data-testid={`shown-${row.key}`}>{shownText(displayed, figure.unit)}</span>;
  if (displayed === '—') return value;
  const name = figure.of?.numerator.name ?? figure.name;
  const events = (part ?? figure).events;
  return (
    <OriginButton
      origin={originAt(label, events, reportQuantity(name, counted.get(name)))}
      value={shownText(displayed, figure.unit)}
    >
      {value}
    </OriginButton>
  );
}

/** One of the two numbers of a rate. */
function Made({ of: { name, title, exact, events }, counted }: { of: NamedNumber; counted: Counted }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <OriginButton
      origin={originAt(sentence(title), events, reportQuantity(name, counted.get(name)))}
      value={exactText(exact, counted.get(name), t)}
    />
  );
}
