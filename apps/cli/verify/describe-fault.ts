import type { Fault } from '../../../libs/event-store/index.ts';

const PARTS = {
  data: 'its data was altered',
  metadata: 'its metadata was altered',
  'data and metadata': 'its data and its metadata were altered',
  header:
    'its header was altered (its stream, ids, type, dates or versions), or the hash of the event before it',
  hash: 'its stored hash was altered; the event itself is as it was recorded',
  unknown: 'its data, its metadata or its header was altered; no digests of the parts were kept',
};

/** What is wrong with a chain, for the operator. */
export function describeFault(fault: Fault): string {
  const { position } = fault;
  switch (fault.kind) {
    case 'altered':
      return `position ${position} altered: ${fault.restored ? `its ${fault.restored.field} was altered; recorded was ${fault.restored.was}` : PARTS[fault.part]}`;
    case 'removed':
      return `${positions(position, fault.last)} removed`;
    case 'inserted':
      return `${positions(position, fault.last)} inserted: not recorded there`;
    case 'reordered':
      return `position ${position} reordered: the event that was recorded there stands at position ${fault.foundAt}`;
    case 'cut':
      return `${positions(position, fault.last)} cut off at the end: receipts of commands still tell of them`;
    default:
      return fault satisfies never;
  }
}

function positions(first: number, last: number): string {
  return first === last ? `position ${first}` : `positions ${first} to ${last}`;
}
