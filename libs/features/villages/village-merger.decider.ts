import { defineCommand } from '../shared/command.ts';
import { notBefore, notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { villageStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import {
  evolveVillages,
  mergedInto,
  noVillage,
  noVillages,
  requireInTown,
  type Village,
} from '../shared/village-state.ts';
import { villageAbsorbed, villageMerged } from './village.events.ts';

/**
 * A village becomes a part of another one of the town, with the villages that had become a part of it before. Both streams tell
 * of it in one append: the heir must know whose venues are its own, and since when.
 */
export const mergeVillage = defineCommand({
  name: 'MergeVillage',
  summary: '村并入他村',
  schema: villageMerged.data.omit({ intoName: true }).extend({ occurredOn: businessDate }),
  emits: [villageMerged, villageAbsorbed],
  // Each once: a stream is expected at one version.
  streams: ({ villageId, intoVillageId }) => [...new Set([villageId, intoVillageId])].map(villageStream),
  initial: noVillages,
  evolve: evolveVillages,
  decide: (villages, { occurredOn, ...merger }, { today }) => {
    notInFuture(occurredOn, today);
    const { villageId: id, intoVillageId, documentNo } = merger;
    if (id === intoVillageId) throw intoItself();
    const village = requireStanding(villages[id], occurredOn, '/villageId');
    const heir = requireStanding(villages[intoVillageId], occurredOn, '/intoVillageId');
    notBefore(occurredOn, {
      zh: `${village.name}最近一项登记`,
      en: `the last fact of ${village.name}`,
      on: village.lastOn,
    });
    notBefore(occurredOn, { zh: `登记${heir.name}`, en: `the registration of ${heir.name}`, on: heir.since });
    const absorbed = [id, ...Object.keys(village.absorbed)];
    return [
      happened(villageMerged, villageStream(id), occurredOn, { ...merger, intoName: heir.name }),
      happened(villageAbsorbed, villageStream(intoVillageId), occurredOn, {
        villageId: intoVillageId,
        absorbed,
        name: village.name,
        documentNo,
      }),
    ];
  },
});

/** A village of the town that has gone into no other one, on whatever day. @throws {Refusal} as requireInTown */
function requireStanding(village: Village = noVillage, occurredOn: string, pointer: string): Village {
  requireInTown(village, occurredOn, pointer);
  if (village.merged) throw mergedInto(village.merged, pointer);
  return village;
}

function intoItself(): Refusal {
  return new Refusal(
    'village.merged-into-itself',
    { zh: '并入的村就是这个村本身', en: 'a village goes into another one than itself' },
    { zh: '请选择本镇的另一个村', en: 'choose another village of the town' },
    '/intoVillageId',
  );
}
