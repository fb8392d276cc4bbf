import type { SectionTexts } from './zh-sections.ts';

/** Names of the sections of the county's and the towns' pages, in English. */
export const sectionTexts: SectionTexts = {
  sections: { county: 'Pages of the county', town: 'Pages of the town' },
  section: {
    overview: 'Overview',
    coverage: 'Coverage',
    sixHaves: 'Six haves',
    progress: 'Progress',
    money: 'Money',
    alerts: 'Alerts',
    scoreboard: 'Scoreboard',
    figures: 'Figures',
    targets: 'Targets',
    standards: 'Standards',
    periods: 'Closed periods',
    toDo: 'To do today',
    board: 'Project board',
    ledger: 'Fund ledger',
    programme: 'Programme and targets',
  },
};
