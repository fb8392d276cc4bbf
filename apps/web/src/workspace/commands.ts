import type { OfficerPost } from '../api/types.ts';

/** The commands whose forms begin with the town, and not with a project. */
export type WorkspaceCommand =
  'plan-venue' | 'allocate-funds' | 'hold-training' | 'cancel-project' | 'change-officer';

/** Which form is open, and what it begins with. */
export interface OpenCommand {
  command: WorkspaceCommand;
  villageId?: string;
  venueId?: string;
  post?: OfficerPost;
}
