import type { ReadModels } from '../read-models.ts';
import { isWithin, summed, type ReportFigure } from './figure-declarations.ts';

type Work = ReadModels['environment_work'];

const byKind = { parts: ['work'], partOf: ({ kind }: Work) => ({ work: kind }) } as const;

/** What works of this unit came to; `size`: the smallest of the figure's units in one of it. */
const quantityIn = (unit: string, size = 1) => ({
  measure: (work: Work, period: { readonly from: string; readonly to: string }) =>
    work.unit === unit && isWithin(work.occurredOn, period) ? work.quantity * size : 0,
  ...byKind,
});

/** 硬化、绿化、亮化、美化: how many works, and what they came to. Each unit by itself, since trees and m² do not add up. */
export const environmentFigures: Readonly<Record<string, ReportFigure>> = {
  'environment.works': summed('environment_work', 'count', ['环境工程', 'environment works'], {
    measure: ({ occurredOn }, period) => Number(isWithin(occurredOn, period)),
    ...byKind,
  }),
  'environment.area': summed(
    'environment_work',
    'm2',
    ['环境工程面积', 'environment works: area'],
    quantityIn('m2', 100),
  ),
  'environment.length': summed(
    'environment_work',
    'm',
    ['环境工程长度', 'environment works: length'],
    quantityIn('m'),
  ),
  'environment.pieces': summed(
    'environment_work',
    'count',
    ['环境工程设施（个）', 'environment works: pieces'],
    quantityIn('piece'),
  ),
  'environment.trees': summed(
    'environment_work',
    'count',
    ['环境工程树木（株）', 'environment works: trees'],
    quantityIn('tree'),
  ),
};
