/** Texts of lists and of the files that they leave in, in Chinese. */
export const tableTexts = {
  export: {
    button: '导出 Excel',
    buttonOf: '导出 Excel：{{list}}',
    failed: '没有导出成功：{{reason}}',
    entries: '共 {{shown}} 条',
    about: '说明',
    list: '列表',
    place: '所属',
    asOf: '数据截至',
    rows: '条数',
    conditions: '条件',
    all: '全部，未筛选',
    order: '排序',
    ascending: '{{column}}，从小到大',
    descending: '{{column}}，从大到小',
    position: '数据位置（{{code}}）',
    exportedAt: '导出时间',
    exportedBy: '导出人',
    exactness: '精度',
    exactnessText: '单元格中的金额精确到分，面积精确到 0.01 ㎡，显示时保留两位小数。',
  },
  /** Titles of columns that only files have. */
  sheet: {
    code: '代码',
    plannedArea: '计划面积',
    plannedOn: '规划日期',
    method: '口径',
    occurredOn: '日期',
    event: '事项',
    facts: '内容',
    recordedAt: '录入时间',
    actor: '录入人',
    role: '角色',
    position: '编号',
    hash: '校验值',
    change: '变化',
    changes: '变化前后',
  },
};

export type TableTexts = typeof tableTexts;
