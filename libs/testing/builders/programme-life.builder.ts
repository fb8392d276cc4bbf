import { officerChanged } from '../../features/officers/officer.events.ts';
import {
  annualTargetSet,
  committeeDecided,
  programmeAdopted,
} from '../../features/programme/programme.events.ts';
import { happened, type DecidedEvent } from '../../features/shared/event.ts';
import { programmeStream, villageStream } from '../../features/shared/streams.ts';
import { officerPost, type BuildType } from '../../features/shared/values.ts';
import type { Chance } from './project-life.builder.ts';

const VOTE = { eligible: 9, present: 8, votesFor: 7 };
const documentNo = '镇党发〔2022〕6号';

/** What a town's committees do: adopt a programme of venues, set a target, decide something, fill a village's post or leave it vacant. */
export function nextOfProgramme(
  { occurredOn, which, people, amountFen, buildType }: Chance & { readonly buildType: BuildType },
  villageId: string,
  personId: string,
): DecidedEvent {
  const year = Number(occurredOn.slice(0, 4));
  const stream = programmeStream();
  const facts = [
    () =>
      happened(programmeAdopted, stream, occurredOn, {
        firstYear: year,
        lastYear: year + 3,
        villages: [villageId],
        leadGroup: [personId],
        ...VOTE,
        documentNo,
      }),
    () => happened(annualTargetSet, stream, occurredOn, { year, buildType, venues: people % 20, amountFen }),
    () =>
      happened(committeeDecided, stream, occurredOn, {
        body: 'party-committee',
        subject: '研究村级阵地建设',
        ...VOTE,
        carried: true,
        documentNo,
      }),
    () =>
      happened(officerChanged, villageStream(villageId), occurredOn, {
        villageId,
        post: officerPost.options[people % officerPost.options.length]!,
        ...(people % 3 > 0 && { inPersonId: personId }),
      }),
  ];
  return facts[which % facts.length]!();
}
