/** Names of the sections of the county's and the towns' pages, in Chinese. */
export const sectionTexts = {
  sections: { county: '全县各页', town: '本镇各页' },
  section: {
    overview: '总览',
    coverage: '覆盖',
    sixHaves: '六有',
    progress: '进度',
    money: '资金',
    alerts: '预警',
    scoreboard: '评比',
    figures: '指标',
    targets: '目标',
    standards: '标准',
    periods: '关账',
    toDo: '今日待办',
    board: '项目看板',
    ledger: '资金台账',
    programme: '规划与目标',
  },
};

export type SectionTexts = typeof sectionTexts;
