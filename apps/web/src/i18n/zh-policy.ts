/** Texts of what a county lays down for its towns, in Chinese. */
export const policyTexts = {
  countyCommand: {
    'publish-standard': '发布建设标准',
    'open-campaign': '启动专项活动',
    'set-town-target': '下达年度目标',
    'grant-waiver': '批准豁免',
    'close-county-period': '期间关账',
    'grant-period-exception': '批准补登',
  },
};

export type PolicyTexts = typeof policyTexts;
