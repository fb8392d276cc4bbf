import { useTranslation } from 'react-i18next';
import type {
  CoverageCounts,
  JudgedProject,
  JudgedVenue,
  Lacks,
  StandardContent,
  StandardPreview,
} from '../api/policy-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, formatFenAsWan, formatHundredths, formatPct, none } from '../format/numbers.ts';
import { useMay } from '../shell/signed-in.ts';
import { type FigureColumn, FigureTable } from '../tables/figure-table.tsx';
import { ListBar } from '../tables/list-bar.tsx';
import type { SheetColumn } from '../tables/sheet.ts';

interface PreviewTilesProps {
  preview: StandardPreview;
  inForce: StandardContent;
  proposed: StandardContent;
}

/** What would change for villages, venues and open projects if the proposed standard were in force. */
export function PreviewTiles({ preview, inForce, proposed }: PreviewTilesProps) {
  const { t } = useTranslation();
  const { comparedWith, coverage, becomeCompliant, becomeNonCompliant, aboveCeiling, belowArea } = preview;
  return (
    <>
      <section className="tile" aria-labelledby="preview-coverage-heading">
        <div className="tile-head">
          <h2 id="preview-coverage-heading">{t('standard.coverage')}</h2>
          <span className="secondary">{t('standard.previewOf', { version: comparedWith })}</span>
        </div>
        <CoverageChange {...coverage} />
      </section>
      <VenuesTile part="becomeNonCompliant" list={becomeNonCompliant} {...{ inForce, proposed }} />
      <VenuesTile part="becomeCompliant" list={becomeCompliant} {...{ inForce, proposed }} />
      <ProjectsTile part="aboveCeiling" list={aboveCeiling} />
      <ProjectsTile part="belowArea" list={belowArea} />
    </>
  );
}

const levels = ['withVenue', 'compliant', 'inUse'] as const;

function CoverageChange({ before, after }: { before: CoverageCounts; after: CoverageCounts }) {
  const { t } = useTranslation();
  const text = (counts: CoverageCounts, level: (typeof levels)[number]) =>
    t('common.aside', {
      text: `${formatCount(counts[level])} / ${formatCount(counts.villages)}`,
      aside: formatPct(counts[`${level}Pct`]),
    });
  return (
    <dl className="coverage-change" data-testid="coverage-change">
      {levels.map((level) => (
        <div key={level}>
          <dt>{t(`standard.coverageLevel.${level}`)}</dt>
          <dd>
            {text(after, level)}
            <div className="secondary">
              {t('standard.coverageBefore')} {text(before, level)}
            </div>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ChangeListProps<Row> {
  part: 'becomeCompliant' | 'becomeNonCompliant' | 'aboveCeiling' | 'belowArea';
  list: { count: number; items: Row[] };
  columns: FigureColumn<Row>[];
  sheetColumns: SheetColumn<Row>[];
  note?: string;
}

/** What the new version would judge otherwise, one line each; the count is of all. */
function ChangeList<Row extends { venueId: string; name: string }>(props: ChangeListProps<Row>) {
  const { part, list, columns, sheetColumns, note } = props;
  const { t } = useTranslation();
  const title = t(`standard.${part}`);
  const headingId = `preview-${part}-heading`;
  return (
    <section className="tile tile-table" aria-labelledby={headingId} data-testid={`preview-${part}`}>
      <div className="tile-head">
        <h2 id={headingId}>{t('common.aside', { text: title, aside: formatCount(list.count) })}</h2>
      </div>
      {list.count === 0 ? (
        <p className="secondary">{t('standard.nothingChanges')}</p>
      ) : (
        <>
          {note !== undefined && <p className="part-hint">{note}</p>}
          <ListBar
            sheet={{ list: title, columns: sheetColumns }}
            count={list.items.length}
            rows={() => list.items}
          />
          <div className="wide-table" tabIndex={0} role="region" aria-labelledby={headingId}>
            <FigureTable
              caption={title}
              columns={columns}
              rows={list.items}
              rowKey={({ venueId }) => venueId}
            />
          </div>
          {list.count > list.items.length && (
            <p className="tile-note">
              {t('standard.listCut', { count: list.count, shown: list.items.length })}
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** Where a venue is, and the way to it. */
function usePlaceColumns<Row extends JudgedVenue | JudgedProject>() {
  const { t } = useTranslation();
  // An administrator publishes standards, and sees no towns.
  const mayOpen = useMay()('view:project-board');
  const columns: FigureColumn<Row>[] = [
    {
      key: 'name',
      title: t('column.venue'),
      render: ({ townCode, venueId, name }) =>
        mayOpen ? <DatedLink to={`/county/towns/${townCode}/projects/${venueId}`}>{name}</DatedLink> : name,
    },
    {
      key: 'place',
      title: t('column.village'),
      render: ({ townName, villageName }) => `${townName} ${villageName ?? ''}`,
    },
  ];
  const sheetColumns: SheetColumn<Row>[] = [
    { title: t('column.venue'), kind: 'text', value: ({ name }) => name },
    { title: t('column.town'), kind: 'text', value: ({ townName }) => townName },
    { title: t('column.village'), kind: 'text', value: ({ villageName }) => villageName },
  ];
  return { columns, sheetColumns };
}

interface VenuesTileProps {
  part: 'becomeCompliant' | 'becomeNonCompliant';
  list: { count: number; items: JudgedVenue[] };
  inForce: StandardContent;
  proposed: StandardContent;
}

function VenuesTile({ part, list, inForce, proposed }: VenuesTileProps) {
  const { t } = useTranslation();
  const place = usePlaceColumns<JudgedVenue>();
  const wordsOf = useLacksWords();
  // What it lacks now where it comes to meet the standard, what it will lack where it no longer does.
  const lacks = ({ before, after }: JudgedVenue) =>
    part === 'becomeCompliant' ? wordsOf(before, inForce) : wordsOf(after, proposed);
  return (
    <ChangeList
      part={part}
      list={list}
      columns={[...place.columns, { key: 'lacks', title: t('standard.lacks'), render: lacks }]}
      sheetColumns={[...place.sheetColumns, { title: t('standard.lacks'), kind: 'text', value: lacks }]}
    />
  );
}

function useLacksWords(): (lacks: Lacks, standard: StandardContent) => string {
  const { t } = useTranslation();
  return ({ area, condition, sixHaves }, standard) => {
    const names = sixHaves.map((key) => standard.sixHaves.find((item) => item.key === key)?.name ?? key);
    return [
      area && t('standard.lacksArea'),
      condition && t('standard.lacksCondition'),
      names.length > 0 && t('standard.lacksSixHaves', { items: names.join(t('standard.comma')) }),
    ]
      .filter((word) => word !== false)
      .join(t('standard.comma'));
  };
}

function ProjectsTile({
  part,
  list,
}: {
  part: 'aboveCeiling' | 'belowArea';
  list: { count: number; items: JudgedProject[] };
}) {
  const { t } = useTranslation();
  const place = usePlaceColumns<JudgedProject>();
  return (
    <ChangeList
      part={part}
      list={list}
      note={t('standard.projectsKeep')}
      columns={[
        ...place.columns,
        {
          key: 'area',
          numeric: true,
          title: t('common.withUnit', { title: t('standard.plannedArea'), unit: t('unit.squareMetres') }),
          render: ({ plannedAreaDm2 }) => formatHundredths(plannedAreaDm2),
        },
        {
          key: 'budget',
          numeric: true,
          title: t('common.withUnit', { title: t('standard.budget'), unit: t('unit.wan') }),
          render: ({ budgetFen }) => formatFenAsWan(budgetFen),
        },
        { key: 'cost', numeric: true, title: t('standard.unitCost'), render: unitCost },
        {
          key: 'version',
          title: t('standard.pinnedTo'),
          render: ({ standardVersion }) => t('standard.versionOf', { version: standardVersion }),
        },
      ]}
      sheetColumns={[
        ...place.sheetColumns,
        { title: t('standard.plannedArea'), kind: 'area', value: ({ plannedAreaDm2 }) => plannedAreaDm2 },
        { title: t('standard.budget'), kind: 'money', value: ({ budgetFen }) => budgetFen },
        { title: t('standard.unitCost'), kind: 'price', value: unitCostFen },
        { title: t('standard.pinnedTo'), kind: 'count', value: ({ standardVersion }) => standardVersion },
      ]}
    />
  );
}

function unitCost(project: JudgedProject): string {
  const fen = unitCostFen(project);
  return fen === null ? none : formatHundredths(fen);
}

/** Budget through planned area, in fen a m². */
function unitCostFen({ budgetFen, plannedAreaDm2 }: JudgedProject): number | null {
  return plannedAreaDm2 === 0 ? null : Math.round((budgetFen * 100) / plannedAreaDm2);
}
