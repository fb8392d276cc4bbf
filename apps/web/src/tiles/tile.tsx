import { Segmented } from 'antd';
import { type CSSProperties, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../charts/chart.tsx';
import type { ChartOption } from '../charts/chart-option.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { type FigureColumn, FigureTable } from '../tables/figure-table.tsx';
import { ListBar } from '../tables/list-bar.tsx';
import type { SheetColumn } from '../tables/sheet.ts';

interface TileProps<Row> {
  title: string;
  option: ChartOption;
  columns: FigureColumn<Row>[];
  /** The same table as a file. */
  sheetColumns: readonly SheetColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Bars that stand below each other; the drawing grows beyond the tile and scrolls when there are many. */
  bars?: number;
  /** Whether the drawing is wider than a phone, where it is moved sideways. */
  wide?: boolean;
  /** Stands above the chart and the table. */
  hint?: string;
  /** Stands below the table. */
  note?: string | undefined;
  className?: string;
  /** Opens what a bar or a point of the chart stands for; the table's figures open by themselves. */
  onPick: (series: number, index: number) => void;
}

/** Height in px that a horizontal bar needs to stay readable. */
const barHeight = 25;
const legendHeight = 40;

/** One subject of a dashboard: its chart, and the table behind it one switch away. */
export function Tile<Row>({
  title,
  option,
  columns,
  sheetColumns,
  rows,
  rowKey,
  bars = 0,
  wide = false,
  hint,
  note,
  className = '',
  onPick,
}: TileProps<Row>) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const headingId = useId();
  const style: CSSProperties = { minHeight: bars * barHeight + legendHeight };
  return (
    <section className={`tile ${className}`} aria-labelledby={headingId}>
      <div className="tile-head">
        <h2 id={headingId}>{title}</h2>
        <Segmented
          size="small"
          aria-label={t('common.viewOf', { title })}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('common.chart') },
            { value: 'table', label: t('common.table') },
          ]}
        />
      </div>
      {hint !== undefined && <p className="tile-hint">{hint}</p>}
      <div className="tile-body" {...(wide && { tabIndex: 0, role: 'region', 'aria-labelledby': headingId })}>
        {rows.length === 0 && <EmptyState title={t('state.emptyTile')} />}
        {rows.length > 0 && view === 'chart' && (
          <div className="chart-frame" style={style}>
            <Chart option={option} label={t('common.chartOf', { title })} onPick={onPick} />
          </div>
        )}
        {rows.length > 0 && view === 'table' && (
          <>
            <ListBar sheet={{ list: title, columns: sheetColumns }} count={rows.length} rows={() => rows} />
            <FigureTable caption={title} columns={columns} rows={rows} rowKey={rowKey} />
            {note !== undefined && <p className="tile-note">{note}</p>}
          </>
        )}
      </div>
    </section>
  );
}
