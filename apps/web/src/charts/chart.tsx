import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import type { EChartsChartProps } from './echarts-chart.tsx';

const EChartsChart = lazy(() => import('./echarts-chart.tsx'));

/** A chart; its library arrives after the figures of the page. */
export function Chart(props: EChartsChartProps) {
  return (
    <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 6 }} />}>
      <EChartsChart {...props} />
    </Suspense>
  );
}
