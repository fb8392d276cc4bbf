import type { CommandName, OfficerPost } from '../api/types.ts';

/** Which form is open, and what it begins with. */
export interface OpenCommand {
  command: CommandName;
  villageId?: string;
  venueId?: string;
  post?: OfficerPost;
}
