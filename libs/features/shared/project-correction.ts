import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { CorrectableType } from './correctable.ts';
import { moved } from './project-money.ts';
import type { Project } from './project-state.ts';

type Correction = CorrectionEvents['FactCorrected'];

/** The project as if the corrected fact had said the new value from the start. */
export function corrected(project: Project, correction: Correction): Project {
  const { eventId, field } = correction;
  const fact = project.facts[eventId];
  const known = fact
    ? {
        ...project,
        facts: {
          ...project.facts,
          [eventId]: { ...fact, values: { ...fact.values, [field]: correction.new } },
        },
      }
    : project;
  return applied(known, correction);
}

function applied(project: Project, { eventId, eventType, field, fact, ...values }: Correction): Project {
  const corrects = eventType as CorrectableType;
  const changed = { [field]: values.new };
  switch (corrects) {
    case 'NeedsAssessed':
      // The assessment that counts is the last one.
      return project.need && isLast(project, corrects, eventId)
        ? { ...project, need: { ...project.need, ...changed } }
        : project;
    case 'VenuePlanned':
      return project.plan ? { ...project, plan: { ...project.plan, ...changed } } : project;
    case 'FundsAllocated':
    case 'FundsReceived':
    case 'FundsDisbursed': {
      if (field !== 'amountFen' || fact.factId === undefined) return project;
      const of = MOVEMENTS[corrects];
      const byFen = Number(values.new) - Number(values.old);
      return { ...project, money: moved(project.money, of, fact.factId, byFen) };
    }
    case 'ConstructionStarted': {
      const { contract } = project.work;
      return contract
        ? { ...project, work: { ...project.work, contract: { ...contract, ...changed } } }
        : project;
    }
    case 'VenueCompleted': {
      const { completion } = project.work;
      return completion
        ? { ...project, work: { ...project.work, completion: { ...completion, ...changed } } }
        : project;
    }
    case 'ProjectSettled': {
      const { settlement } = project.work;
      return settlement
        ? { ...project, work: { ...project.work, settlement: { ...settlement, ...changed } } }
        : project;
    }
    case 'SiteSelected':
    case 'EnvironmentWorkCompleted':
      return project;
    default:
      corrects satisfies never;
      return project;
  }
}

function isLast({ facts }: Project, type: CorrectableType, eventId: string): boolean {
  const ofType = Object.keys(facts).filter((id) => facts[id]?.type === type);
  return ofType.at(-1) === eventId;
}

const MOVEMENTS = {
  FundsAllocated: 'allocation',
  FundsReceived: 'receipt',
  FundsDisbursed: 'payment',
} as const;
