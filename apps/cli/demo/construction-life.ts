import { inspectAcceptance, rectifyDefect } from '../../../libs/features/construction/acceptance.decider.ts';
import { completeVenue } from '../../../libs/features/construction/completion.decider.ts';
import { startConstruction, varyContract } from '../../../libs/features/construction/contract.decider.ts';
import {
  completeEnvironmentWork,
  reportProgress,
} from '../../../libs/features/construction/progress.decider.ts';
import { settleProject } from '../../../libs/features/construction/settlement.decider.ts';
import { adjustBudget } from '../../../libs/features/preparation/decision.decider.ts';
import { namedId } from '../../../libs/features/shared/streams.ts';
import { addDays, daysBetween } from './calendar.ts';
import { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { vote } from './preparation-life.ts';
import { CONTRACTORS, DEFECTS, VARIATIONS } from './vocabulary.ts';

const FEN_PER_YUAN = 100;
const REPORT_EVERY_DAYS = 3;

/** What is built, and when. Money in yuan. */
export interface BuiltProject {
  readonly venueId: string;
  readonly startsOn: string;
  readonly doneOn: string;
  readonly budgetYuan: number;
  readonly areaDm2: number;
  /** How well is built: 1 is ordinary. */
  readonly pace: number;
}

/** What the construction came to. */
export interface Construction {
  readonly facts: readonly Fact[];
  readonly completedOn: string;
  readonly settledOn: string;
  readonly contractYuan: number;
}

const ENVIRONMENT = [
  { kind: 'hardening', unit: 'm2', quantity: [80, 900] },
  { kind: 'greening', unit: 'm2', quantity: [30, 400] },
  { kind: 'lighting', unit: 'piece', quantity: [2, 16] },
  { kind: 'beautifying', unit: 'm2', quantity: [20, 200] },
] as const;

/** Contract, perhaps a larger budget, a report every three days, perhaps a variation, one or two inspections, completion, environment works, settlement. */
export function constructionFacts(project: BuiltProject, dice: Dice): Construction {
  const { venueId, startsOn, doneOn, budgetYuan } = project;
  const contractYuan = Math.floor((budgetYuan * dice.real(0.9, 0.985)) / 100) * 100;
  const start = fact(startConstruction, {
    occurredOn: startsOn,
    venueId,
    contractor: dice.pick(CONTRACTORS),
    contractFen: contractYuan * FEN_PER_YUAN,
    plannedEndOn: addDays(startsOn, Math.round(daysBetween(startsOn, doneOn) * dice.real(0.8, 1.05)) + 1),
  });
  const variation = variationFacts(project, contractYuan, dice);
  const inspected = inspections(venueId, doneOn, dice);
  const completedOn = addDays(inspected.passedOn, dice.int(1, 10));
  const totalYuan = contractYuan + variation.yuan;
  const settledOn = addDays(completedOn, dice.int(60, 200));
  return {
    facts: [
      start,
      ...moreBudget(project),
      ...reports(venueId, startsOn, doneOn),
      ...variation.facts,
      ...inspected.facts,
      completion(project, completedOn, totalYuan, dice),
      ...environment(venueId, completedOn, dice),
      settlement(venueId, settledOn, totalYuan, dice),
    ],
    completedOn,
    settledOn,
    contractYuan: totalYuan,
  };
}

function reports(venueId: string, startsOn: string, doneOn: string): Fact[] {
  const days = Math.max(1, daysBetween(startsOn, doneOn));
  const count = Math.max(1, Math.ceil(days / REPORT_EVERY_DAYS));
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    return fact(reportProgress, {
      occurredOn: addDays(startsOn, Math.round(days * share)),
      venueId,
      percent: Math.round(share * 100),
    });
  });
}

function moreBudget({ venueId, startsOn, budgetYuan }: BuiltProject): Fact[] {
  const dice = new Dice(`budget/${venueId}`);
  if (!dice.chance(0.05)) return [];
  return [
    fact(adjustBudget, {
      occurredOn: addDays(startsOn, 1),
      venueId,
      budgetFen: Math.round(budgetYuan * dice.real(1.01, 1.05)) * FEN_PER_YUAN,
      ...vote(dice, 1.1),
      reason: '增加无障碍坡道和雨水排放',
      documentNo: `村民代表会议纪要${startsOn.slice(0, 4)}年第${dice.int(1, 12)}次`,
    }),
  ];
}

function variationFacts(
  { venueId, startsOn, doneOn, budgetYuan }: BuiltProject,
  contractYuan: number,
  dice: Dice,
) {
  if (!dice.chance(0.18)) return { facts: [], yuan: 0 };
  const yuan = Math.round((contractYuan * dice.real(-0.03, 0.05)) / 100) * 100 || 500;
  // No more than the tolerance of the standard.
  if (contractYuan + yuan > budgetYuan * 1.05) return { facts: [], yuan: 0 };
  const occurredOn = addDays(startsOn, Math.round(daysBetween(startsOn, doneOn) * dice.real(0.3, 0.8)));
  const documentNo = `变更单${occurredOn.slice(0, 4)}-${dice.int(1, 60)}`;
  const body = { variationId: namedId(`demo/variation/${venueId}`), amountFen: yuan * FEN_PER_YUAN };
  return {
    facts: [fact(varyContract, { occurredOn, venueId, ...body, reason: dice.pick(VARIATIONS), documentNo })],
    yuan,
  };
}

function inspections(venueId: string, doneOn: string, dice: Dice) {
  const facts: Fact[] = [];
  let day = addDays(doneOn, dice.int(3, 14));
  if (dice.chance(0.28)) {
    const defectId = namedId(`demo/defect/${venueId}`);
    const defects = [{ defectId, description: dice.pick(DEFECTS), blocking: true }];
    facts.push(fact(inspectAcceptance, { occurredOn: day, venueId, acceptors: 5, passed: false, defects }));
    day = addDays(day, dice.int(6, 24));
    facts.push(fact(rectifyDefect, { occurredOn: day, venueId, defectId, note: '已整改并复查' }));
    day = addDays(day, dice.int(1, 6));
  }
  const slight = dice.chance(0.15)
    ? [
        {
          defectId: namedId(`demo/slight-defect/${venueId}`),
          description: dice.pick(DEFECTS),
          blocking: false,
        },
      ]
    : [];
  facts.push(
    fact(inspectAcceptance, {
      occurredOn: day,
      venueId,
      acceptors: dice.int(5, 7),
      passed: true,
      defects: slight,
      documentNo: `验收表${day.slice(0, 4)}-${dice.int(1, 200)}`,
    }),
  );
  return { facts, passedOn: day };
}

function completion(
  { venueId, areaDm2, pace }: BuiltProject,
  occurredOn: string,
  totalYuan: number,
  dice: Dice,
): Fact {
  return fact(completeVenue, {
    occurredOn,
    venueId,
    builtAreaDm2: Math.round((areaDm2 * dice.real(0.96, 1.05)) / 100) * 100,
    finalCostFen: totalYuan * FEN_PER_YUAN,
    grade: dice.chance(0.25 * pace) ? 'high' : 'standard',
  });
}

function environment(venueId: string, completedOn: string, dice: Dice): Fact[] {
  return ENVIRONMENT.filter(() => dice.chance(0.6)).map(({ kind, unit, quantity: [least, most] }) =>
    fact(completeEnvironmentWork, {
      occurredOn: addDays(completedOn, dice.int(5, 50)),
      venueId,
      workId: namedId(`demo/environment/${venueId}/${kind}`),
      kind,
      unit,
      quantity: dice.int(least, most),
    }),
  );
}

function settlement(venueId: string, occurredOn: string, totalYuan: number, dice: Dice): Fact {
  return fact(settleProject, {
    occurredOn,
    venueId,
    auditedFen: Math.floor(totalYuan * dice.real(0.97, 1)) * FEN_PER_YUAN,
    documentNo: `青审投〔${occurredOn.slice(0, 4)}〕${dice.int(1, 160)}号`,
  });
}
