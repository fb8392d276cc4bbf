import { standardInForce, type CountyPolicy } from '../shared/county-policy.ts';
import { defaultStandard } from '../shared/standard.ts';

/**
 * What a county has laid down, as it holds on a day: the shipped standard first, then its own versions. A town is shown what is
 * everybody's, and of waivers, exceptions and targets its own.
 */
export function policyView(policy: CountyPolicy, { on, townCode }: { on: string; townCode?: string }) {
  const own = (one: { readonly townCode: string }) => townCode === undefined || one.townCode === townCode;
  const { version } = standardInForce(policy, on);
  return {
    standardInForce: version,
    standards: [defaultStandard, ...policy.standards],
    campaigns: policy.campaigns.map((campaign) => ({
      ...campaign,
      isOpen: campaign.from <= on && on <= campaign.until,
    })),
    closedPeriods: policy.closedPeriods,
    exceptions: policy.exceptions.filter(own).map((one) => ({ ...one, isOpen: on <= one.until })),
    waivers: policy.waivers.filter(own).map((one) => ({ ...one, holds: on <= one.until })),
    targets: policy.targets.filter(own),
  };
}

export type PolicyView = ReturnType<typeof policyView>;
