import { randomUUID } from 'node:crypto';
import type { ShownFigure } from '../features/report-figures/figure-answers.ts';
import type { TestApi } from './api.ts';

/** A venue that a town has planned. */
export interface AcceptanceVenue {
  readonly venueId: string;
  readonly buildType: string;
  readonly villageId: string;
}

/** Money for one venue. */
export interface AcceptanceMoney {
  readonly tier: 'higher' | 'town' | 'village';
  readonly source: string;
  readonly amountFen: number;
  readonly kind?: string;
}

const PLAN = {
  occurredOn: '2022-03-01',
  venueName: '村级活动场所',
  year: 2022,
  reason: '房屋陈旧',
  plannedAreaDm2: 20_000,
  budgetFen: 10_000_000,
  targetOn: '2022-12-31',
};

/** A town of a county with a light standard, whose clerk enters facts over HTTP, one after the other. */
export class AcceptanceTown {
  private position = 0;
  readonly venues: AcceptanceVenue[] = [];

  constructor(
    private readonly api: TestApi,
    readonly code: string,
  ) {}

  async record(command: string, body: object): Promise<void> {
    this.position = await (await this.api.clerk(this.code)).record(this.code, command, body);
  }

  async plan(
    buildType: string,
    villageId: string,
    change: Partial<typeof PLAN> = {},
  ): Promise<AcceptanceVenue> {
    const venue = { venueId: randomUUID(), buildType, villageId };
    const plan = { ...PLAN, ...change };
    const fundingPlan = { higherFen: plan.budgetFen, townFen: 0, villageFen: 0 };
    await this.record('plan-venue', { ...venue, ...plan, fundingPlan });
    this.venues.push(venue);
    return venue;
  }

  allocate({ venueId }: AcceptanceVenue, money: AcceptanceMoney): Promise<void> {
    const document = { occurredOn: '2022-05-10', documentNo: '财农〔2022〕31号', kind: 'cash' };
    return this.record('allocate-funds', { ...document, venueId, ...money });
  }

  /** The short way that a light standard leaves from a plan to completion, all on one day. */
  async complete({ venueId }: AcceptanceVenue, occurredOn = '2022-10-20'): Promise<void> {
    const of = { occurredOn, venueId };
    await this.record('start-project', { ...of, documentNo: '镇政发〔2022〕9号' });
    const contract = { contractor: '宏远建筑公司', contractFen: 9_900_000, plannedEndOn: occurredOn };
    await this.record('start-construction', { ...of, ...contract });
    await this.record('inspect-acceptance', { ...of, acceptors: 3, passed: true, defects: [] });
    const result = { builtAreaDm2: 20_000, finalCostFen: 9_900_000, grade: 'standard' };
    await this.record('complete-venue', { ...of, ...result });
  }

  /** Counts of a village's people in a year. */
  profile(
    villageId: string,
    counts: { readonly year: number; readonly branches: number; readonly members: number },
  ): Promise<void> {
    const rest = { households: 300, population: 1_000, collectiveIncomeFen: 5_000_000 };
    return this.record('update-village-profile', { occurredOn: '2022-12-01', villageId, ...rest, ...counts });
  }

  /** A venue that was there before any project. */
  registerOldVenue(villageId: string): Promise<void> {
    return this.record('register-venue', {
      occurredOn: '2022-02-10',
      venueId: randomUUID(),
      villageId,
      name: '农家书屋',
      areaDm2: 12_000,
      sharedWith: [],
      rooms: [{ kind: 'library', count: 1 }],
      homes: ['farmers'],
      origin: 'existing',
      condition: 'B',
    });
  }

  /** Registers so many villages. @returns their ids. */
  async registerVillages(count: number, occurredOn = '2022-01-04'): Promise<string[]> {
    for (let i = 0; i < count; i++) {
      const code = `${this.code}${200 + i}`;
      await this.record('register-village', { occurredOn, code, name: `第${i + 1}村` });
    }
    return this.villages();
  }

  /** The ids of the town's villages, by code, once its views hold all that was entered. */
  async villages(): Promise<string[]> {
    const clerk = await this.api.clerk(this.code);
    const { body } = await clerk.townView(this.code, 'village-cards', { atLeast: this.position });
    return body.data.map((card: { villageId: string }) => card.villageId);
  }
}

/** Hands items out to the towns in turn; the towns work side by side, each of them in order. */
export async function inTurn<Item>(
  towns: readonly AcceptanceTown[],
  items: readonly Item[],
  work: (town: AcceptanceTown, item: Item) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    towns.map(async (town, turn) => {
      for (let i = turn; i < items.length; i += towns.length) await work(town, items[i]!);
    }),
  );
}

/** Plans venues of these build types in the towns in turn, in each town in village after village. */
export async function planInTurn(
  towns: readonly AcceptanceTown[],
  villages: ReadonlyMap<AcceptanceTown, string[]>,
  buildTypes: readonly string[],
  change: Partial<typeof PLAN> = {},
): Promise<void> {
  await inTurn(towns, buildTypes, (town, buildType) => {
    const own = villages.get(town)!;
    return town.plan(buildType, own[town.venues.length % own.length]!, change);
  });
}

/** An item so many times. */
export const times = <Item>(count: number, item: Item): Item[] => Array<Item>(count).fill(item);

/** What a county's report shows for a period, by the names of its figures. */
export interface AcceptanceReport {
  readonly displayed: (name: string) => string;
  /** Of each part, by the last of what tells it apart: what is shown, and its share. */
  readonly parts: (name: string) => Record<string, [string, string]>;
}

/** The county's report on these days, once the views of its towns hold all that was entered. */
export async function reportOf(
  api: TestApi,
  countyCode: string,
  towns: readonly AcceptanceTown[],
  days = { from: '2021-01-01', to: '2023-12-31' },
): Promise<AcceptanceReport> {
  for (const town of towns) await town.villages();
  const analyst = await api.analyst(countyCode);
  const query = new URLSearchParams(days).toString();
  const { body } = await analyst.get(`/api/v1/counties/${countyCode}/figures?${query}`);
  const figure = (name: string) => (body.data.figures as ShownFigure[]).find((one) => one.name === name)!;
  return {
    displayed: (name) => figure(name).displayed,
    parts: (name) =>
      Object.fromEntries(
        figure(name).parts!.map(({ part, displayed, sharePct }) => [
          part.source ?? Object.values(part).join(' '),
          [displayed, sharePct],
        ]),
      ),
  };
}
