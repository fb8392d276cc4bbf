import { digestOf, PNG } from './files.ts';
import type { TestApi } from './api.ts';
import { exampleCommands, exampleCountyCommands } from './example-commands.ts';
import { A1, A2, A3, COUNTY, TOWN_A, V1, V2 } from './two-towns-story.ts';
import { upload } from './uploads.ts';

const DUTIES = ['use', 'maintenance', 'safety'] as const;

/**
 * What the story of two towns leaves out: policy, programme, people, money that moves, a venue in use, corrections, files, a merger
 * of villages, a closed year. After {@link tellTheStory}, so that every list of a page holds something.
 */
export async function tellTheRest(api: TestApi): Promise<void> {
  const reviewer = await api.someone('county-reviewer', COUNTY);
  const ofCounty = (command: keyof typeof exampleCountyCommands, more: object = {}) =>
    reviewer.recordOfCounty(COUNTY, command, { ...exampleCountyCommands[command], ...more });
  const leader = await api.someone('town-leader', TOWN_A);
  const ofTown = (command: keyof typeof exampleCommands, more: object) =>
    leader.record(TOWN_A, command, { ...exampleCommands[command], ...more });
  const person = await leader.post(`/api/v1/towns/${TOWN_A}/persons`, {
    name: '王建国',
    phone: '13812341234',
  });
  const { personId } = person.body as { personId: string };
  const report = '鉴定报告.png';
  await upload(leader, TOWN_A, PNG, { name: report });
  const attachments = [{ sha256: digestOf(PNG), name: report, mediaType: 'image/png', bytes: PNG.length }];
  const allocationId = '0190f5fe-7c00-7000-8000-0000000000a1';

  await ofCounty('open-campaign');
  await ofCounty('set-town-target');
  await ofTown('adopt-programme', { villages: [A1.id, A2.id], leadGroup: [personId] });
  await ofTown('set-annual-target', {});
  await ofTown('record-committee-decision', {});
  await ofTown('update-village-profile', { villageId: A1.id });
  await ofTown('change-officer', { villageId: A1.id, outPersonId: undefined, inPersonId: personId });
  await ofTown('allocate-funds', {
    occurredOn: '2024-02-01',
    venueId: V2,
    allocationId,
    amountFen: 20_000_000,
  });
  const ofMoney = { venueId: V2, allocationId, receiptId: undefined, paymentId: undefined };
  await ofTown('receive-funds', { ...ofMoney, occurredOn: '2024-02-10', amountFen: 15_000_000 });
  await ofTown('disburse-funds', { ...ofMoney, occurredOn: '2024-02-20', amountFen: 5_000_000 });
  await ofTown('register-venue', { venueId: V1, sharedWith: [A2.id] });
  await ofTown('correct-registration', { venueId: V1 });
  await ofTown('assess-venue-condition', { venueId: V1, attachments });
  await ofTown('assess-six-haves', { venueId: V1 });
  for (const duty of DUTIES) await ofTown('assign-responsibility', { venueId: V1, duty, personId });
  await ofCounty('grant-waiver', { venueId: V2 });
  await ofTown('commission-venue', { venueId: V1 });
  await ofTown('designate-venue', { venueId: V1 });
  await ofTown('merge-village', { occurredOn: '2024-06-01', villageId: A3.id, intoVillageId: A2.id });
  await ofCounty('close-county-period');
  const position = await ofTown('close-town-period', {});
  await ofCounty('grant-period-exception');
  await leader.townView(TOWN_A, 'venue-cards', { atLeast: position });
}
