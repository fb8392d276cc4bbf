import { defaultStandard, type StandardContent } from '../features/shared/standard.ts';
import { buildType } from '../features/shared/values.ts';
import type { TestApi } from './api.ts';

const { version: _, from: __, ...shipped } = defaultStandard;

/** A standard under which a venue is soon complete: no rounds, no votes, no site, no money that must be there first. */
export const LIGHT_STANDARD: StandardContent = {
  ...shipped,
  procedures: Object.fromEntries(
    buildType.options.map((type) => [
      type,
      { reviewRounds: 0, decisionSteps: [], site: false, securedPct: 0 },
    ]),
  ) as unknown as StandardContent['procedures'],
};

/** The county publishes {@link LIGHT_STANDARD}, in force from a day before all facts. */
export async function publishLightStandard(api: TestApi, countyCode: string): Promise<void> {
  const reviewer = await api.someone('county-reviewer', countyCode);
  await reviewer.recordOfCounty(countyCode, 'publish-standard', {
    ...LIGHT_STANDARD,
    occurredOn: '2020-01-01',
    from: '2020-01-01',
    documentNo: '青组发〔2020〕1号',
  });
}
