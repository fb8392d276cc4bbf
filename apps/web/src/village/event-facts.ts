import type { Texts } from '../i18n/zh.ts';
import type { RecordedEvent } from '../api/types.ts';
import { buildFacts } from './build-facts.ts';

export type FactName = keyof Texts['event']['fact'];

/** Groups of terms that have their own words in both languages. */
export type TermGroup =
  | 'post'
  | 'buildType'
  | 'tier'
  | 'kind'
  | 'grade'
  | 'host'
  | 'platform'
  | 'decisionStep'
  | 'event.type'
  | 'correction.fieldName'
  | 'project.statusChange'
  | `choice.${keyof Texts['choice']}`;

/** What a count is of. */
export type CountUnit = 'days' | 'hours' | 'persons' | 'percent' | 'none';

/** One thing that an event says, still in its own unit; how it is shown is the page's affair. */
export type Fact =
  | { name: FactName; kind: 'text'; text: string }
  | { name: FactName; kind: 'money'; fen: number }
  /** To the fen, where what 万元 show would hide a difference. */
  | { name: FactName; kind: 'exact-money'; fen: number }
  | { name: FactName; kind: 'area'; dm2: number }
  | { name: FactName; kind: 'count'; count: number; unit: CountUnit }
  | { name: FactName; kind: 'term'; group: TermGroup; term: string }
  | { name: FactName; kind: 'yes-no'; yes: boolean }
  | { name: FactName; kind: 'plan'; higherFen: number; townFen: number; villageFen: number };

/** What an event says, in the order in which people read it. Names of venues and of people come from outside, by id. */
export function eventFacts(
  event: RecordedEvent,
  venueNames: ReadonlyMap<string, string>,
  personNames: ReadonlyMap<string, string> = new Map(),
): Fact[] {
  const say = new Sayings(event.data);
  const venue = venueNames.get(String(event.data['venueId']));
  switch (event.type) {
    case 'VillageRegistered':
      return say.all(say.text('name'), say.text('code'));
    case 'VenuePlanned':
      return planFacts(say);
    case 'FundsAllocated':
      return fundsFacts(say, venue);
    case 'VenueCompleted':
      return say.all(
        named('venue', venue),
        say.area('area', 'builtAreaDm2'),
        say.money('cost', 'finalCostFen'),
        say.term('grade', 'grade'),
      );
    case 'TrainingHeld':
      return trainingFacts(say, venue);
    case 'ProjectStatusChanged':
      return say.all(named('venue', venue), say.choice('status', 'project.statusChange'), say.text('reason'));
    case 'VillageMovedOut':
    case 'ProjectMovedOut':
      return say.all(named('venue', venue), say.town('into'));
    case 'VillageMovedIn':
    case 'ProjectMovedIn':
      return say.all(named('venue', venue), say.town('from'));
    case 'OfficerChanged':
      return say.all(
        say.term('post', 'post'),
        named('outPerson', personNames.get(String(event.data['outPersonId']))),
        named('inPerson', personNames.get(String(event.data['inPersonId']))),
      );
    case 'FactCorrected':
      return say.all(
        named('venue', venue),
        say.choice('corrected', 'event.type', 'eventType'),
        say.choice('field', 'correction.fieldName'),
        say.value('old'),
        say.value('new'),
        say.text('reason'),
      );
    default: {
      const build = buildFacts[event.type];
      const person = named('person', personNames.get(String(event.data['personId'])));
      if (build) return say.all(named('venue', venue), ...build(say), person);
      // A newer server may record kinds of facts that this page has no words for: the event still shows.
      return [];
    }
  }
}

function planFacts(say: Sayings): Fact[] {
  return say.all(
    say.text('venue', 'venueName'),
    say.count('year', 'year', 'none'),
    say.count('batch', 'batch', 'none'),
    say.term('buildType', 'buildType'),
    say.area('area', 'plannedAreaDm2'),
    say.money('budget', 'budgetFen'),
    say.plan(),
    say.text('target', 'targetOn'),
    say.text('campaign'),
    say.text('reason'),
  );
}

function fundsFacts(say: Sayings, venue: string | undefined): Fact[] {
  return say.all(
    named('venue', venue),
    say.money('amount', 'amountFen'),
    say.term('tier', 'tier'),
    say.text('source'),
    say.term('kind', 'kind'),
    say.count('labourDays', 'labourDays', 'days'),
    say.text('document', 'documentNo'),
  );
}

function trainingFacts(say: Sayings, venue: string | undefined): Fact[] {
  return say.all(
    say.text('topic'),
    say.term('platform', 'platform'),
    say.term('host', 'host'),
    named('venue', venue),
    say.text('start', 'startTime'),
    say.count('hours', 'hours', 'hours'),
    say.count('members', 'members', 'persons'),
    say.count('public', 'public', 'persons'),
  );
}

function named(name: FactName, text: string | undefined): Fact | undefined {
  return text === undefined ? undefined : { name, kind: 'text', text };
}

/** Reads facts out of an event's data; what is missing or of another kind is left out. */
export class Sayings {
  constructor(private readonly data: Record<string, unknown>) {}

  all(...facts: (Fact | undefined)[]): Fact[] {
    return facts.filter((fact) => fact !== undefined);
  }

  /** What one of its fields says, if that has fields of its own. */
  within(field: string): Sayings {
    const value = this.data[field];
    return new Sayings(typeof value === 'object' && value !== null ? { ...value } : {});
  }

  text(name: FactName, field: string = name): Fact | undefined {
    const value = this.data[field];
    return typeof value === 'string' && value !== '' ? { name, kind: 'text', text: value } : undefined;
  }

  money(name: FactName, field: string): Fact | undefined {
    const fen = this.data[field];
    return typeof fen === 'number' ? { name, kind: 'money', fen } : undefined;
  }

  area(name: FactName, field: string): Fact | undefined {
    const dm2 = this.data[field];
    return typeof dm2 === 'number' ? { name, kind: 'area', dm2 } : undefined;
  }

  count(name: FactName, field: string, unit: CountUnit): Fact | undefined {
    const count = this.data[field];
    return typeof count === 'number' ? { name, kind: 'count', count, unit } : undefined;
  }

  term(name: FactName & TermGroup, field: string): Fact | undefined {
    return this.choice(name, name, field);
  }

  /** A term of a group that has another name than the fact. */
  choice(name: FactName, group: TermGroup, field: string = name): Fact | undefined {
    const value = this.data[field];
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    return { name, kind: 'term', group, term: String(value) };
  }

  yesNo(name: FactName, field: string = name): Fact | undefined {
    const value = this.data[field];
    return typeof value === 'boolean' ? { name, kind: 'yes-no', yes: value } : undefined;
  }

  /** How many items a list holds. */
  length(name: FactName, field: string): Fact | undefined {
    const value = this.data[field];
    return Array.isArray(value) && value.length > 0
      ? { name, kind: 'count', count: value.length, unit: 'none' }
      : undefined;
  }

  /** A value of a correction, in the unit of the corrected field. */
  value(name: 'old' | 'new'): Fact | undefined {
    const field = String(this.data['field']);
    const value = this.data[name];
    if (field.endsWith('Fen')) return { name, kind: 'exact-money', fen: Number(value) };
    if (field.endsWith('Dm2')) return this.area(name, name);
    if (field === 'grade') return this.choice(name, 'grade');
    const isPlain = typeof value === 'string' || typeof value === 'number';
    return isPlain ? { name, kind: 'text', text: String(value) } : undefined;
  }

  town(name: 'from' | 'into'): Fact | undefined {
    const town = this.data[name];
    if (typeof town !== 'object' || town === null) return undefined;
    return new Sayings(town as Record<string, unknown>).text(name, 'name');
  }

  plan(): Fact | undefined {
    const plan = this.data['fundingPlan'];
    if (typeof plan !== 'object' || plan === null) return undefined;
    const { higherFen, townFen, villageFen } = plan as Record<string, unknown>;
    if (typeof higherFen !== 'number' || typeof townFen !== 'number' || typeof villageFen !== 'number')
      return undefined;
    return { name: 'fundingPlan', kind: 'plan', higherFen, townFen, villageFen };
  }
}
