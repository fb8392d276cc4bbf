import type { PolicyTexts } from './zh-policy.ts';

/** Texts of what a county lays down for its towns, in English. */
export const policyTexts: PolicyTexts = {
  countyCommand: {
    'publish-standard': 'Publish a standard',
    'open-campaign': 'Open a campaign',
    'set-town-target': 'Set a yearly target',
    'grant-waiver': 'Grant a waiver',
    'close-county-period': 'Close a period',
    'grant-period-exception': 'Grant an exception',
  },
};
