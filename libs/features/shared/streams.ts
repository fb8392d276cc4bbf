import { parse, v5 } from 'uuid';
import type { StreamRef } from '../../event-store/index.ts';

// Ids that follow from what they name are made in this namespace; it must never change.
// As bytes: to read it and the name anew for each id took 6 s of a load of 100,000 events.
const NAMESPACE = parse('5f3c2f5e-7f43-5d0e-9c9b-0d6f2f1a7e21');

function named(name: string): string {
  return v5(Buffer.from(name, 'utf8'), NAMESPACE);
}

const PROGRAMME = { type: 'programme', id: named('programme') } as const;
const POLICY = { type: 'policy', id: named('policy') } as const;
const REPORTING = { type: 'reporting', id: named('reporting') } as const;

/** A stream of one kind. */
export type StreamOf<Type extends string> = StreamRef & { readonly type: Type };

/** Identity of a village: made from the code it was registered with; a later change of code does not change it. */
export function villageIdOf(code: string): string {
  return named(`village/${code}`);
}

export function villageStream(villageId: string): StreamOf<'village'> {
  return { type: 'village', id: villageId };
}

/** A project is one stream, money included, so that its invariants are local. It bears the id of the venue it makes. */
export function projectStream(venueId: string): StreamOf<'project'> {
  return { type: 'project', id: venueId };
}

/** A venue from its registration to its end; one that a project makes bears the project's id. */
export function venueStream(venueId: string): StreamOf<'venue'> {
  return { type: 'venue', id: venueId };
}

/** A town's programme, its targets and its committees' decisions. */
export function programmeStream(): StreamOf<'programme'> {
  return PROGRAMME;
}

/** What a county lays down for its towns. */
export function policyStream(): StreamOf<'policy'> {
  return POLICY;
}

/** Which periods a town or county has closed. */
export function reportingStream(): StreamOf<'reporting'> {
  return REPORTING;
}

/** How a village's venues were used in a month (`YYYY-MM`). */
export function useStream(villageId: string, month: string): StreamOf<'use'> {
  return { type: 'use', id: named(`use/${villageId}/${month}`) };
}

/** Whether and since when the county publishes a ranking by a figure. */
export function rankingStream(figure: string): StreamOf<'ranking'> {
  return { type: 'ranking', id: named(`ranking/${figure}`) };
}

/** An id that follows from a name, for what is generated or imported: the same name gives the same id. */
export function namedId(name: string): string {
  return named(name);
}
