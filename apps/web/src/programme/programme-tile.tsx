import { useTranslation } from 'react-i18next';
import type { Programme } from '../api/programme-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount } from '../format/numbers.ts';
import { usePersonNames } from '../persons/person-names.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';

type ProgrammeVillage = Programme['villages'][number];

interface ProgrammeTileProps {
  programme: Programme | null;
  basis: Sheet<ProgrammeVillage>['basis'] & object;
  /** Address below which the villages' pages lie. */
  villageBase: string;
}

/** The programme in force: its years, who leads it, how it was adopted, and what has become of each of its villages. */
export function ProgrammeTile({ programme, basis, villageBase }: ProgrammeTileProps) {
  const { t } = useTranslation();
  return (
    <section className="tile tile-table" aria-labelledby="programme-heading">
      <div className="tile-head">
        <h2 id="programme-heading">{t('programme.tile')}</h2>
      </div>
      {programme === null ? (
        <EmptyState title={t('programme.none')} detail={t('programme.noneDetail')} />
      ) : (
        <>
          <ProgrammeFacts programme={programme} />
          <ProgrammeVillages villages={programme.villages} basis={basis} villageBase={villageBase} />
        </>
      )}
    </section>
  );
}

function ProgrammeFacts({ programme }: { programme: Programme }) {
  const { t } = useTranslation();
  const names = usePersonNames();
  const { firstYear, lastYear, adoptedOn, documentNo, leadGroup, ...vote } = programme;
  const facts = [
    [t('programme.field.years'), t('programme.years', { firstYear, lastYear })],
    [t('programme.field.adoptedOn'), adoptedOn],
    [t('form.documentNo'), documentNo],
    [t('programme.vote'), t('programme.voteOf', vote)],
    [
      t('programme.field.leadGroup'),
      leadGroup.map((person) => names.get(person) ?? t('person.hidden')).join(t('board.comma')),
    ],
  ];
  return (
    <dl className="facts">
      {facts.map(([term, words]) => (
        <div key={term} className="fact">
          <dt>{term}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function ProgrammeVillages({
  villages,
  basis,
  villageBase,
}: Omit<ProgrammeTileProps, 'programme'> & { villages: ProgrammeVillage[] }) {
  const { t } = useTranslation();
  const link = ({ villageId, name }: ProgrammeVillage) => (
    <DatedLink to={`${villageBase}/${villageId}`}>{name}</DatedLink>
  );
  return (
    <ListTable
      sheet={{
        list: t('programme.tile'),
        basis,
        columns: [
          { title: t('sheet.code'), kind: 'text', value: ({ code }) => code },
          { title: t('column.village'), kind: 'text', value: ({ name }) => name },
          { title: t('column.planned'), kind: 'count', value: ({ planned }) => planned },
          { title: t('column.completed'), kind: 'count', value: ({ completed }) => completed },
        ],
      }}
      rows={villages}
      rowKey={({ villageId }) => villageId}
      columns={[
        {
          key: 'village',
          title: t('column.village'),
          sorter: byText(({ code }) => code),
          render: (_, village) => link(village),
        },
        ...(['planned', 'completed'] as const).map((key) => ({
          key,
          title: t(`column.${key}`),
          align: 'right' as const,
          className: 'numeric',
          sorter: byNumber((village: ProgrammeVillage) => village[key]),
          render: (_: unknown, village: ProgrammeVillage) => formatCount(village[key]),
        })),
      ]}
      pageSize={10}
    />
  );
}
