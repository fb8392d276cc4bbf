import { useTranslation } from 'react-i18next';
import type { StandardContent } from '../api/policy-types.ts';
import { none } from '../format/numbers.ts';
import { FigureTable } from '../tables/figure-table.tsx';
import { ListBar } from '../tables/list-bar.tsx';
import { differences, type StandardDifference, standardLines } from './standard-lines.ts';

interface DifferencesTableProps {
  before: StandardContent;
  after: StandardContent;
  /** The version that it is compared with. */
  version: number;
  /** What the later one is called. */
  name: string;
}

/** What a standard says otherwise than an earlier one, both side by side. */
export function DifferencesTable({ before, after, version, name }: DifferencesTableProps) {
  const { t } = useTranslation();
  const title = t('standard.changes', { version });
  const changed = differences(standardLines(before, t), standardLines(after, t));
  const old = t('standard.before', { version });
  return (
    <section className="tile tile-table" aria-labelledby="changes-heading">
      <div className="tile-head">
        <h2 id="changes-heading">{title}</h2>
      </div>
      {changed.length === 0 ? (
        <p className="secondary">{t('standard.sameAs', { version })}</p>
      ) : (
        <>
          <ListBar
            sheet={{
              list: `${name} ${title}`,
              columns: [
                { title: t('standard.partColumn'), kind: 'text', value: partOf },
                { title: t('standard.item'), kind: 'text', value: ({ label }) => label },
                { title: old, kind: 'text', value: (line) => line.before },
                { title: name, kind: 'text', value: (line) => line.after },
              ],
            }}
            count={changed.length}
            rows={() => changed}
          />
          <div className="wide-table" tabIndex={0} role="region" aria-labelledby="changes-heading">
            <FigureTable
              caption={title}
              rows={changed}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'item',
                  title: t('standard.item'),
                  render: (line) => (
                    <>
                      {line.label}
                      <span className="under-name">{partOf(line)}</span>
                    </>
                  ),
                },
                { key: 'before', title: old, render: (line) => line.before ?? none },
                {
                  key: 'after',
                  title: name,
                  render: (line) => <strong>{line.after ?? none}</strong>,
                },
              ]}
            />
          </div>
        </>
      )}
    </section>
  );

  function partOf({ part }: StandardDifference): string {
    return t(`standard.part.${part}`);
  }
}
