import './policy.css';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import { useTargets } from '../api/policy.ts';
import type { Policy, TargetLine } from '../api/policy-types.ts';
import type { Division, View } from '../api/types.ts';
import { useCounty } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { targetRows } from './target-rows.ts';
import { TargetsEditor } from './targets-editor.tsx';
import { TargetsTable } from './targets-table.tsx';

interface TargetsTileProps {
  view: View<Policy>;
  editable: boolean;
}

/** The targets of a year, town by town: read, or typed into the table. */
export function TargetsTile({ view: { data: policy, asOf }, editable }: TargetsTileProps) {
  const { t } = useTranslation();
  const thisYear = Number(asOf.slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const [editing, setEditing] = useState(false);
  const county = useCounty();
  const towns = useTowns(county.code);
  const targets = useTargets(county.code);
  const years = [...new Set([thisYear + 1, thisYear, ...policy.targets.map((target) => target.year)])];
  const rowsOf = (all: Division[], lines: TargetLine[]) => targetRows(all, policy.targets, lines, year);
  return (
    <section className="tile tile-table" aria-labelledby="targets-heading">
      <div className="tile-head">
        <h2 id="targets-heading">{t('policy.targets', { year })}</h2>
        <div className="tile-actions">
          <Select<number>
            aria-label={t('policy.year')}
            value={year}
            disabled={editing}
            options={years.toSorted((one, other) => other - one).map((one) => ({ value: one, label: one }))}
            onChange={setYear}
          />
          {editable && !editing && (
            <Button onClick={() => setEditing(true)}>{t('policy.editTargets')}</Button>
          )}
        </div>
      </div>
      <QueryContent query={towns} skeleton={<TableSkeleton />}>
        {(all) =>
          editing ? (
            <TargetsEditor
              key={year}
              year={year}
              rows={rowsOf(all, [])}
              campaigns={policy.campaigns}
              onClose={() => setEditing(false)}
            />
          ) : (
            <QueryContent query={targets} skeleton={<TableSkeleton />}>
              {({ data }) => <TargetsTable rows={rowsOf(all, data.targets)} year={year} />}
            </QueryContent>
          )
        }
      </QueryContent>
    </section>
  );
}
