/** Groups of terms that a field is chosen from; each term has its words under `choice` in both languages. */
export const choices = {
  condition: ['A', 'B', 'C', 'D'],
  level: ['town', 'county', 'department'],
  outcome: ['passed', 'returned'],
  reversed: ['allocation', 'receipt', 'payment'],
  milestone: ['advance', 'progress', 'completion', 'settlement', 'warranty', 'other'],
  environment: ['hardening', 'greening', 'lighting', 'beautifying'],
  unit: ['m2', 'm', 'piece', 'tree'],
  grade: ['standard', 'high'],
  duty: ['use', 'maintenance', 'safety'],
  designation: ['highlight', 'demonstration'],
  honourLevel: ['town', 'county', 'prefecture', 'province'],
  honourChange: ['granted', 'lowered', 'revoked'],
  home: ['cadres', 'members', 'women', 'youth', 'farmers'],
} as const;

export type ChoiceGroup = keyof typeof choices;

/** What a field offers that depends on the project. */
export type PickSource =
  'allocations' | 'cashAllocations' | 'reversibleFacts' | 'openDefects' | 'decisionSteps' | 'persons';

/**
 * One field of a step's form. `name` is that of the command's body, so that a refusal finds its field by itself; amounts
 * are typed in 元 and areas in m², and sent in fen and dm².
 */
export type StepField =
  | {
      readonly kind: 'amount' | 'amount-or-none' | 'signed-amount' | 'area-or-none';
      readonly name: string;
    }
  | { readonly kind: 'area'; readonly name: string; readonly optional?: true }
  | {
      readonly kind: 'line' | 'lines';
      readonly name: string;
      readonly longest: number;
      readonly optional?: true;
    }
  | {
      readonly kind: 'whole';
      readonly name: string;
      readonly least: number;
      readonly most: number;
      readonly optional?: true;
    }
  | { readonly kind: 'degrees'; readonly name: string; readonly least: number; readonly most: number }
  | { readonly kind: 'day'; readonly name: string; readonly optional?: true }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly of: ChoiceGroup;
      readonly optional?: true;
      readonly several?: true;
    }
  | { readonly kind: 'pick'; readonly name: string; readonly from: PickSource }
  | { readonly kind: 'yes-no'; readonly name: string }
  | { readonly kind: 'line-list'; readonly name: string; readonly longest: number; readonly most: number }
  | { readonly kind: 'defects'; readonly name: 'defects' }
  | { readonly kind: 'six-haves'; readonly name: 'items' }
  | { readonly kind: 'rooms'; readonly name: 'rooms' }
  | { readonly kind: 'other-villages'; readonly name: 'sharedWith' }
  | { readonly kind: 'other-village'; readonly name: 'intoVillageId' }
  /** What the form itself says, and nobody is asked. */
  | { readonly kind: 'given'; readonly name: string; readonly value: string }
  | { readonly kind: 'vote' }
  | { readonly kind: 'attachments' };

/** The names that a field has in the command's body. */
export function bodyNames(field: StepField): readonly string[] {
  switch (field.kind) {
    case 'vote':
      return ['eligible', 'present', 'votesFor'];
    case 'attachments':
      return ['attachments'];
    default:
      return [field.name];
  }
}
