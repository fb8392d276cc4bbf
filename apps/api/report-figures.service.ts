import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { standingOn } from '../../libs/features/corrections/effective-day.ts';
import { countedFigure, reportFigures, sourceOf } from '../../libs/features/report-figures/catalogue.ts';
import type { CheckItem, FigureItem } from '../../libs/features/report-figures/check-items.ts';
import {
  checkArithmetic,
  checkFigure,
  type Finding,
} from '../../libs/features/report-figures/contradictions.ts';
import { shownFigures, type EventsAddress } from '../../libs/features/report-figures/figure-answers.ts';
import { figurePart, type FigurePart } from '../../libs/features/report-figures/figure-part.ts';
import {
  figureModels,
  figureRows,
  figureSums,
  figureValue,
  type FigureSum,
} from '../../libs/features/report-figures/figure-values.ts';
import { reportDays, reportPeriod } from '../../libs/features/report-figures/report-period.ts';
import { isConvertible } from '../../libs/features/report-figures/units.ts';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { businessDate as businessDateSchema } from '../../libs/features/shared/values.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { CountyPolicies } from '../../libs/platform/county-policies.ts';
import { wholeNumber } from '../../libs/platform/validation.ts';
import type { TenantScope } from '../../libs/tenancy/index.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { FigureEvents, type FigureTown } from './figure-events.service.ts';
import { atLeast } from './town-views.controller.ts';
import { Views, type ViewTenant } from './views.service.ts';

export const reportPeriodQuery = {
  from: businessDateSchema.optional().describe('first day; three years up to `to` when left out'),
  to: businessDateSchema.optional().describe('last day; `asOf` or today when left out'),
  ...cutoffQuery,
};
export const countyReportQuery = z.strictObject(reportPeriodQuery);
export const townReportQuery = z.strictObject({ ...reportPeriodQuery, atLeast });

const figureNames = Object.keys(reportFigures) as [string, ...string[]];

export const townReportEventsQuery = z.strictObject({
  ...reportPeriodQuery,
  ...figurePart.shape,
  after: z.string().max(100).optional().describe('`next` of the page before'),
  limit: wholeNumber(1, 200).default(50),
});
export const countyReportEventsQuery = townReportEventsQuery.extend({
  town: z
    .string()
    .regex(/^\d{9}$/)
    .optional()
    .describe('code of the only town that counts'),
});

/** A figure's name in an address. */
export const figureName = z.enum(figureNames);

type Asked = z.infer<typeof townReportQuery>;

/** Whose figures: the scope that reads them, and the address that they are asked at. */
export interface ReportPlace {
  readonly scope: TenantScope;
  readonly towns: readonly ViewTenant[];
  readonly address: string;
}

/** The figures of reports on building and money: all of them, the events of one, and what contradicts them. */
@Injectable()
export class ReportFigures {
  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(CountyPolicies) private readonly policies: CountyPolicies,
    @Inject(FigureEvents) private readonly events: FigureEvents,
  ) {}

  /** All figures of the period. */
  async figures(place: ReportPlace, asked: Asked) {
    const { answer, days, sums, sixHaves } = await this.sums(place, asked, '?');
    const figures = shownFigures(sums, eventsAddress(place, asked, days));
    return { ...answer, data: { period: days, sixHaves, figures } };
  }

  /** What the events say of what somebody typed. Nothing is put right, and nothing is kept. */
  async check(place: ReportPlace, { items, ...asked }: Asked & { readonly items: readonly CheckItem[] }) {
    const { answer, days, sums } = await this.sums(place, asked, '/');
    const eventsOf = eventsAddress(place, asked, days);
    const findings = items.map((item, i) => ({
      kind: item.kind,
      ...(item.kind === 'figure' ? checkAgainst(sums, item, i, eventsOf) : checkArithmetic(item)),
    }));
    const count = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length;
    const summary = {
      agrees: count('agrees'),
      differs: count('differs'),
      doesNotAddUp: count('does-not-add-up'),
    };
    return { ...answer, data: { period: days, summary, items: findings } };
  }

  /** The events that made a figure, or one of its parts. */
  async open(
    { scope, towns }: { readonly scope: TenantScope; readonly towns: readonly FigureTown[] },
    name: string,
    { from, to, asOf, recordedBy, after, limit, ...part }: z.infer<typeof townReportEventsQuery>,
  ) {
    const cutoff = cutoffOf({ asOf, recordedBy }) ?? {};
    const days = reportDays({ from, to, asOf }, { today: businessDate(new Date()), prefix: '?' });
    const period = reportPeriod(days, await this.policies.asOf(scope, cutoff));
    const counted = countedFigure(name)!;
    const said = requireParts(counted, part);
    const source = sourceOf(counted.figure, period, said);
    const counts = counted.figure.basis === 'end' ? standingOn(days.to, cutoff) : cutoff;
    return this.events.page(scope, towns, { name: counted.name, source }, counts, { after, limit });
  }

  private async sums({ scope, towns }: ReportPlace, asked: Asked, prefix: '?' | '/') {
    const { asOf, recordedBy, atLeast: position } = asked;
    const past = cutoffOf({ asOf, recordedBy });
    const today = businessDate(new Date());
    const days = reportDays(asked, { today, prefix });
    const period = reportPeriod(days, await this.policies.asOf(scope, past ?? {}));
    const view = {
      models: figureModels,
      read: (db: Parameters<typeof figureRows>[0]) => figureRows(db, days),
    };
    const { data: rows, ...answer } = await this.views.answer(scope, towns, view, {
      atLeast: position,
      past,
    });
    const isOver = days.to < (asOf ?? today);
    const atEnd = isOver
      ? (await this.views.answer(scope, towns, view, { past: standingOn(days.to, { asOf: today, ...past }) }))
          .data
      : rows;
    const sixHaves = period.standard.sixHaves.map(({ key, name }) => ({ key, name }));
    return { answer, days, sums: figureSums(rows, atEnd, period), sixHaves };
  }
}

/** The address of a figure's events: the same days, seen from the same day. */
function eventsAddress(
  { address }: ReportPlace,
  { asOf, recordedBy }: Asked,
  days: { readonly from: string; readonly to: string },
): EventsAddress {
  const seen = { ...days, ...(asOf && { asOf }), ...(recordedBy && { recordedBy }) };
  return (figure, part = {}) =>
    `${address}/figures/${figure}/events?${new URLSearchParams({ ...seen, ...part }).toString()}`;
}

function checkAgainst(
  sums: ReadonlyMap<string, FigureSum>,
  { figure: name, part, value, unit }: FigureItem,
  index: number,
  eventsOf: EventsAddress,
) {
  const figure = Object.hasOwn(reportFigures, name) ? reportFigures[name]! : null;
  if (!figure) throw unknownFigure(name, `/items/${index}/figure`);
  if (unit && !isConvertible(unit, figure.unit)) throw otherUnit(`/items/${index}/unit`);
  const said = Object.entries(part ?? {}).length > 0 ? part! : null;
  if (said) requireParts({ figure }, said, `/items/${index}/part`);
  const ours = figureValue(name, sums, said ?? {});
  const events = { events: eventsOf(name, said ?? {}) };
  return { ...checkFigure(ours, figure, { value, unit }), ...events };
}

/** @throws {Refusal} figure.no-such-part for what does not tell parts of this figure apart. */
function requireParts({ figure }: { readonly figure: object }, part: FigurePart, at?: string): FigurePart {
  const known = ('parts' in figure ? (figure.parts as readonly string[]) : undefined) ?? [];
  const said = Object.entries(part).filter(([, value]) => value !== undefined);
  const odd = said.find(([name]) => !known.includes(name));
  if (!odd) return Object.fromEntries(said);
  const [name] = odd;
  throw new Refusal(
    'figure.no-such-part',
    {
      zh: known.length > 0 ? `这项指标只按 ${known.join('、')} 分` : '这项指标不再细分',
      en: known.length > 0 ? `this figure has parts by ${known.join(', ')} only` : 'this figure has no parts',
    },
    { zh: `请去掉 ${name}`, en: `leave ${name} out` },
    at ? `${at}/${name}` : `?${name}`,
  );
}

function unknownFigure(name: string, pointer: string): Refusal {
  return new Refusal(
    'figure.unknown',
    { zh: `没有“${name}”这项指标`, en: `there is no figure “${name}”` },
    { zh: `请从这些中选择：${figureNames.join('、')}`, en: `choose one of ${figureNames.join(', ')}` },
    pointer,
  );
}

function otherUnit(pointer: string): Refusal {
  return new Refusal(
    'figure.other-unit',
    { zh: '这项指标不能用这个单位填报', en: 'the figure is not told in this unit' },
    { zh: '请核对指标和单位', en: 'check the figure and the unit' },
    pointer,
  );
}
