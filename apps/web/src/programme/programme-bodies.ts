import type { Dayjs } from 'dayjs';
import type { CommitteeBody } from '../api/programme-types.ts';
import type { BuildType } from '../api/types.ts';
import type { Attachment } from '../attachments/upload-routes.ts';
import { parseHundredths, parseWhole } from '../format/amounts.ts';

/** A vote and its papers as typed. */
interface DecidedValues {
  occurredOn: Dayjs;
  eligible: string;
  present: string;
  votesFor: string;
  documentNo: string;
  attachments?: Attachment[];
}

export interface ProgrammeValues extends DecidedValues {
  firstYear: string;
  lastYear: string;
  villages: string[];
  leadGroup: string[];
}

export interface AnnualTargetValues {
  occurredOn: Dayjs;
  year: string;
  buildType: BuildType;
  venues: string;
  amount?: string;
  campaign?: string;
}

export interface CommitteeDecisionValues extends DecidedValues {
  body: CommitteeBody;
  subject: string;
}

/** Body of adopt-programme. */
export function programmeBody(values: ProgrammeValues): object {
  return {
    ...decided(values),
    firstYear: parseWhole(values.firstYear),
    lastYear: parseWhole(values.lastYear),
    villages: values.villages,
    leadGroup: values.leadGroup,
  };
}

/** Body of set-annual-target. */
export function annualTargetBody(values: AnnualTargetValues): object {
  const campaign = values.campaign?.trim();
  const amountFen = parseHundredths(values.amount ?? '') ?? 0;
  return {
    occurredOn: values.occurredOn.format('YYYY-MM-DD'),
    year: parseWhole(values.year),
    buildType: values.buildType,
    venues: parseWhole(values.venues),
    // None is not an amount of nothing.
    ...(amountFen > 0 && { amountFen }),
    ...(campaign && { campaign }),
  };
}

/** Body of record-committee-decision. */
export function committeeDecisionBody(values: CommitteeDecisionValues): object {
  return { ...decided(values), body: values.body, subject: values.subject.trim() };
}

function decided({ occurredOn, documentNo, attachments = [], ...vote }: DecidedValues): object {
  return {
    occurredOn: occurredOn.format('YYYY-MM-DD'),
    eligible: parseWhole(vote.eligible),
    present: parseWhole(vote.present),
    votesFor: parseWhole(vote.votesFor),
    documentNo: documentNo.trim(),
    ...(attachments.length > 0 && { attachments }),
  };
}
