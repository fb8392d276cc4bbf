import type { BarSeriesOption, LineSeriesOption, SankeySeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { motionWelcome } from '../shell/motion.ts';
import { fontFamily, palette } from '../shell/theme.ts';

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | SankeySeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>;

/** How charts write. */
export const chartText = { fontFamily, color: palette.secondary };

/** Look that all charts share: quiet axes, legend on top, tooltip for a whole category. */
export const baseOption: ChartOption = {
  textStyle: chartText,
  animation: motionWelcome,
  animationDuration: 300,
  animationDurationUpdate: 300,
  legend: {
    top: 0,
    left: 0,
    itemWidth: 12,
    itemHeight: 8,
    itemGap: 16,
    icon: 'roundRect',
    textStyle: { color: palette.secondary },
  },
  grid: { top: 36, left: 4, right: 12, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    axisPointer: { type: 'shadow' },
    confine: true,
    textStyle: { color: palette.text },
  },
};

/** An axis of names. */
export function categoryAxis(names: string[]) {
  return {
    type: 'category' as const,
    data: names,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.secondary },
  };
}

/** An axis of numbers, with its unit at the end. */
export function valueAxis(unit: string, position: 'left' | 'right' = 'left') {
  return {
    type: 'value' as const,
    name: unit,
    position,
    minInterval: 1,
    nameTextStyle: { color: palette.secondary, align: position },
    axisLabel: { color: palette.secondary },
    splitLine: { show: position === 'left', lineStyle: { color: palette.grid } },
  };
}

/** Horizontal bars, one a name, the first name on top. Numbers stand at the bars, so the axis needs none. */
export function horizontalBars(names: string[]) {
  return {
    yAxis: { ...categoryAxis(names), inverse: true, axisLine: { show: false } },
    xAxis: { type: 'value' as const, show: false },
  };
}
