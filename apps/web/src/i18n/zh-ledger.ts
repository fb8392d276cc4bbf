/** Texts of a town's fund ledger in Chinese. */
export const ledgerTexts = {
  ledger: {
    titleOf: '{{name}}资金台账',
    none: '还没有资金记录',
    noneDetail: '项目规划后登记筹资计划，安排、到账、支付随登记自动汇总。',
    tiers: '三级资金',
    sources: '资金来源',
    projects: '各项目资金',
    carried: '随村并入',
    idle: '闲置资金',
    idleWords: '到账未支付 {{wan}} 万元。',
    idleTooLong: '其中 {{wan}} 万元超过期限，涉及 {{count}} 个项目。',
    idleInTime: '都在期限之内。',
    noIdle: '没有到账未支付的资金。',
    idleSince: '闲置自',
    idleDays: '闲置天数',
    onlyIdle: '只看有闲置资金的项目',
    toReturn: '应退',
    audited: '审定金额',
    column: {
      higherPlannedFen: '上级计划',
      higherAllocatedFen: '上级安排',
      higherReceivedFen: '上级到账',
      higherDisbursedFen: '上级支付',
      townPlannedFen: '镇级计划',
      townAllocatedFen: '镇级安排',
      townReceivedFen: '镇级到账',
      townDisbursedFen: '镇级支付',
      villagePlannedFen: '村级计划',
      villageAllocatedFen: '村级安排',
      villageReceivedFen: '村级到账',
      villageDisbursedFen: '村级支付',
    },
  },
};

export type LedgerTexts = typeof ledgerTexts;
