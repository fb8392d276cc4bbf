import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECElementEvent, type EChartsType, init, use as registerParts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartOption } from './chart-option.ts';

registerParts([
  BarChart,
  LineChart,
  SankeyChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
]);

export interface EChartsChartProps {
  option: ChartOption;
  label: string;
  /** A bar, a point or what flows between two nodes was clicked: which series, and its place in the series' data. */
  onPick?: ((series: number, index: number) => void) | undefined;
}

/** An ECharts drawing that fills its parent. A chunk of its own: load it through `Chart`. */
export default function EChartsChart({ option, label, onPick }: EChartsChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    if (element.current === null) return undefined;
    const drawing = init(element.current, null, { renderer: 'svg' });
    chart.current = drawing;
    const observer = new ResizeObserver(() => drawing.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      drawing.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    // replaceMerge lets a series that is gone disappear while the others move to their new values.
    chart.current?.setOption(option, { replaceMerge: ['series'] });
  }, [option]);

  useEffect(() => {
    const drawing = chart.current;
    if (drawing === null || onPick === undefined) return undefined;
    const pick = ({ seriesIndex, dataIndex, dataType }: ECElementEvent) => {
      if (dataType !== 'node') onPick(seriesIndex ?? 0, dataIndex);
    };
    drawing.on('click', 'series', pick);
    return () => void drawing.off('click', pick);
  }, [onPick]);

  return <div ref={element} className="chart" role="img" aria-label={label} />;
}
