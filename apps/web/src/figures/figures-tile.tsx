import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../api/report-types.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { useMay } from '../shell/signed-in.ts';
import { FigureTable } from '../tables/figure-table.tsx';
import { ListBar } from '../tables/list-bar.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { type FigureRow, figureRows } from './figure-rows.ts';
import { type FigureGroup, figureGroups, groupOf } from './figure-words.ts';
import { useFigureColumns } from './use-figure-columns.tsx';

/** All figures of the period by subject: as a report shows them, exactly, and what rounding did. */
export function FiguresTile({ report }: { report: ReportFigures }) {
  const { t } = useTranslation();
  const may = useMay();
  const sentence = useSentence();
  const [withParts, setWithParts] = useState(false);
  const rows = figureRows(report, { t, sentence }).filter(({ part }) => withParts || part === undefined);
  const { from, to } = report.period;
  return (
    <section className="tile tile-table" aria-labelledby="report-figures">
      <div className="tile-head">
        <h2 id="report-figures">{t('figures.table')}</h2>
        <span className="head-links">
          {may('figures:check') && <a href="#figures-check">{t('check.title')}</a>}
          <Checkbox checked={withParts} onChange={({ target }) => setWithParts(target.checked)}>
            {t('figures.withParts')}
          </Checkbox>
        </span>
      </div>
      <ListBar
        count={rows.length}
        rows={() => rows}
        sheet={{
          list: t('figures.table'),
          conditions: [[t('figures.period'), t('scoreboard.periodOf', { from, to })]],
          columns: useSheetColumns(),
        }}
      />
      {(Object.keys(figureGroups) as FigureGroup[]).map((group) => (
        <GroupTable
          key={group}
          group={group}
          report={report}
          rows={rows.filter(({ figure }) => groupOf(figure) === group)}
        />
      ))}
    </section>
  );
}

interface GroupTableProps {
  group: FigureGroup;
  report: ReportFigures;
  rows: FigureRow[];
}

function GroupTable({ group, report, rows }: GroupTableProps) {
  const { t } = useTranslation();
  const columns = useFigureColumns(report);
  const title = t(`figures.group.${group}`);
  const heading = `figures-${group}`;
  return (
    <>
      <h3 id={heading} className="group-title">
        {title}
      </h3>
      <div className="table-frame report-table" tabIndex={0} role="region" aria-labelledby={heading}>
        <FigureTable caption={title} columns={columns} rows={rows} rowKey={({ key }) => key} />
      </div>
    </>
  );
}

function useSheetColumns(): SheetColumn<FigureRow>[] {
  const { t } = useTranslation();
  const sentence = useSentence();
  return [
    { title: t('figures.name'), kind: 'text', value: ({ label }) => label },
    { title: t('figures.displayed'), kind: 'text', value: ({ displayed }) => displayed },
    { title: t('figures.unit'), kind: 'text', value: ({ figure }) => sentence(figure.unitName) },
    { title: t('figures.exact'), kind: 'text', value: ({ exact }) => exact },
    { title: t('figures.share'), kind: 'percent', value: ({ share }) => share },
    { title: t('figures.note'), kind: 'text', value: ({ note }) => note },
  ];
}
