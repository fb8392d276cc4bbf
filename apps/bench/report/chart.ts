import * as echarts from 'echarts';
import type { Samples } from '../rounds.ts';
import { median } from '../statistics.ts';

const OURS = '#c23531';
const THEIRS = '#5b7083';

/** A bar a contestant, as long as its median; the rounds behind it as dots. As SVG text. */
export function barChart(title: string, samples: Samples): string {
  // Bars are drawn from the bottom up.
  const names = Object.keys(samples).reverse();
  const medianOf = (name: string) => Number(median(samples[name]!).toPrecision(3));
  const chart = echarts.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: 760,
    height: 70 + 46 * names.length,
  });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: title, left: 8, top: 4, textStyle: { fontSize: 14, fontWeight: 'normal' } },
    grid: { left: 260, right: 30, top: 36, bottom: 28 },
    xAxis: { type: 'value', splitNumber: 4 },
    yAxis: {
      type: 'category',
      data: names,
      axisTick: { show: false },
      axisLabel: { formatter: (name: string) => `${name}:  ${medianOf(name).toLocaleString('en')}` },
    },
    series: [
      {
        type: 'bar',
        barWidth: 20,
        data: names.map((name) => ({
          value: medianOf(name),
          itemStyle: { color: name.startsWith('ours') ? OURS : THEIRS },
        })),
      },
      {
        type: 'scatter',
        symbolSize: 5,
        itemStyle: { color: '#00000066' },
        data: names.flatMap((name) => samples[name]!.map((value) => [value, name])),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
