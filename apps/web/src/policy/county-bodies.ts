import type { Dayjs } from 'dayjs';
import type { waivedRules } from '../api/policy-types.ts';

export interface OpenCampaignValues {
  occurredOn: Dayjs;
  campaign: string;
  from: Dayjs;
  until: Dayjs;
  documentNo: string;
}

/** Body of open-campaign. */
export function openCampaignBody({ occurredOn, campaign, from, until, documentNo }: OpenCampaignValues) {
  return {
    occurredOn: dayOf(occurredOn),
    campaign: campaign.trim(),
    from: dayOf(from),
    until: dayOf(until),
    documentNo: documentNo.trim(),
  };
}

export interface GrantWaiverValues {
  occurredOn: Dayjs;
  townCode: string;
  venueId: string;
  kind: (typeof waivedRules)[number];
  until: Dayjs;
  reason: string;
  documentNo: string;
}

/** Body of grant-waiver; the waiver's id is left to the server. */
export function grantWaiverBody({ occurredOn, until, reason, documentNo, ...about }: GrantWaiverValues) {
  return {
    ...about,
    occurredOn: dayOf(occurredOn),
    until: dayOf(until),
    reason: reason.trim(),
    documentNo: documentNo.trim(),
  };
}

export interface GrantExceptionValues {
  occurredOn: Dayjs;
  townCode: string;
  period: string;
  until: Dayjs;
  reason: string;
}

/** Body of grant-period-exception. */
export function grantExceptionBody({ occurredOn, until, reason, ...about }: GrantExceptionValues) {
  return { ...about, occurredOn: dayOf(occurredOn), until: dayOf(until), reason: reason.trim() };
}

function dayOf(picked: Dayjs): string {
  return picked.format('YYYY-MM-DD');
}
