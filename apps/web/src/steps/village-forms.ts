import type { StepField } from './step-fields.ts';
import { stepForms } from './step-forms.ts';

const people = { kind: 'whole', least: 0, most: 1_000_000 } as const;

/** The forms that begin with a village: what is asked beside it and the day. */
export const villageForms = {
  'assess-needs': stepForms['assess-needs'],
  'register-venue': [
    { kind: 'given', name: 'origin', value: 'existing' },
    { kind: 'line', name: 'name', longest: 60 },
    { kind: 'area', name: 'areaDm2' },
    { kind: 'choice', name: 'condition', of: 'condition' },
    { kind: 'other-villages', name: 'sharedWith' },
    { kind: 'rooms', name: 'rooms' },
    { kind: 'choice', name: 'homes', of: 'home', several: true },
    { kind: 'attachments' },
  ],
  'update-village-profile': [
    { kind: 'whole', name: 'year', least: 1950, most: 2099 },
    { ...people, name: 'households' },
    { ...people, name: 'population' },
    { kind: 'whole', name: 'branches', least: 0, most: 1000 },
    { ...people, name: 'members' },
    { kind: 'amount-or-none', name: 'collectiveIncomeFen' },
  ],
  'merge-village': [
    { kind: 'other-village', name: 'intoVillageId' },
    { kind: 'line', name: 'documentNo', longest: 100 },
    { kind: 'lines', name: 'reason', longest: 500, optional: true },
  ],
} as const satisfies Readonly<Record<string, readonly StepField[]>>;

export type VillageCommand = keyof typeof villageForms;

/** Whether a form begins a project or a venue, which it names itself. */
export function beginsVenue(command: VillageCommand): boolean {
  return command === 'assess-needs' || command === 'register-venue';
}
