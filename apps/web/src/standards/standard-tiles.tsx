import './standards.css';
import { useTranslation } from 'react-i18next';
import type { StandardContent } from '../api/policy-types.ts';
import { buildTypes } from '../api/types.ts';
import { FigureTable } from '../tables/figure-table.tsx';
import { ListBar } from '../tables/list-bar.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { type StandardPart, standardParts } from './standard-fields.ts';
import { decisionStepWords, quantity, type StandardLine, standardLines } from './standard-lines.ts';

// The widest stands above the columns of the others.
const partsInView = standardParts.toSorted(
  (one, other) => Number(other === 'procedures') - Number(one === 'procedures'),
);

interface StandardTilesProps {
  content: StandardContent;
  /** What the standard is called as a file. */
  name: string;
}

/** All that a standard says, in readable parts; taken along as one list. */
export function StandardTiles({ content, name }: StandardTilesProps) {
  const { t } = useTranslation();
  const lines = standardLines(content, t);
  const columns: SheetColumn<StandardLine>[] = [
    { title: t('standard.partColumn'), kind: 'text', value: ({ part }) => t(`standard.part.${part}`) },
    { title: t('standard.item'), kind: 'text', value: ({ label }) => label },
    { title: t('standard.value'), kind: 'text', value: ({ value }) => value },
  ];
  return (
    <section className="standard" aria-labelledby="content-heading">
      <div className="section-head">
        <h2 id="content-heading">{name}</h2>
        <ListBar sheet={{ list: name, columns }} count={lines.length} rows={() => lines} />
      </div>
      <div className="tiles standard-parts">
        {partsInView.map((part) => (
          <section
            key={part}
            className={`tile standard-part-${part}`}
            aria-labelledby={`part-${part}-heading`}
          >
            <h3 id={`part-${part}-heading`}>{t(`standard.part.${part}`)}</h3>
            {part === 'procedures' ? (
              <Procedures content={content} />
            ) : (
              <Lines part={part} lines={lines.filter((line) => line.part === part)} />
            )}
          </section>
        ))}
      </div>
    </section>
  );
}

function Lines({ part, lines }: { part: StandardPart; lines: StandardLine[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <p className="secondary">{t('standard.none')}</p>;
  if (part === 'sixHaves' || part === 'rooms')
    return (
      <ul className="name-list">
        {lines.map(({ id, value }) => (
          <li key={id}>{value}</li>
        ))}
      </ul>
    );
  return (
    <dl className="standard-lines">
      {lines.map(({ id, label, value }, index) => (
        <div key={`${id} ${String(index)}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What each build type has to go through, one line each. */
function Procedures({ content: { procedures } }: { content: StandardContent }) {
  const { t } = useTranslation();
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label={t('standard.part.procedures')}>
      <FigureTable
        caption={t('standard.part.procedures')}
        rows={buildTypes}
        rowKey={(type) => type}
        columns={[
          { key: 'type', title: t('column.buildType'), render: (type) => t(`buildType.${type}`) },
          {
            key: 'rounds',
            title: t('standard.procedure.reviewRounds'),
            numeric: true,
            render: (type) => quantity(procedures[type].reviewRounds, 'rounds', t),
          },
          {
            key: 'secured',
            title: t('standard.procedure.securedPct'),
            numeric: true,
            render: (type) => quantity(procedures[type].securedPct, 'percent', t),
          },
          {
            key: 'site',
            title: t('standard.procedure.site'),
            render: (type) => t(procedures[type].site ? 'standard.needed' : 'standard.notNeeded'),
          },
          {
            key: 'steps',
            title: t('standard.procedure.decisionSteps'),
            render: (type) => decisionStepWords(procedures[type].decisionSteps, t),
          },
        ]}
      />
    </div>
  );
}
