import type { BuildType } from '../../../libs/features/shared/values.ts';

/** What a town plans to build, in the words its plans are written in. All of it is invented. */
export const VENUES: Record<BuildType, { readonly name: string; readonly reasons: readonly string[] }> = {
  new: {
    name: '党群服务中心',
    reasons: [
      '村委会租用民房办公，没有固定活动场所',
      '新村集中安置后没有活动场所',
      '原场所在规划道路红线内，需另行选址新建',
    ],
  },
  rebuild: {
    name: '党群服务中心',
    reasons: [
      '房屋系上世纪八十年代土木结构，鉴定为D级危房',
      '墙体开裂、屋面渗漏，维修不如拆除重建',
      '场地低洼，汛期多次进水',
    ],
  },
  extend: {
    name: '文化活动室',
    reasons: [
      '会议室只能坐三十人，党员大会需借用学校教室',
      '没有图书阅览和妇女儿童活动的房间',
      '合并村后人口增加，原有面积不够用',
    ],
  },
  repair: {
    name: '村级活动场所',
    reasons: [
      '屋面防水老化，冬季取暖设施损坏',
      '门窗破损、线路老化，存在安全隐患',
      '院坝未硬化，雨天泥泞，群众出入不便',
    ],
  },
  equip: {
    name: '农家书屋和远程教育站点',
    reasons: [
      '房屋完好，缺少桌椅、书架和远程教育设备',
      '设备使用超过十年，无法正常收看',
      '无钱添置设施，活动室长期闲置',
    ],
  },
  shared: {
    name: '片区综合服务中心',
    reasons: ['相邻三村人口少、距离近，共建共用节约投资', '产业联合体跨村，需要共用的培训场地'],
  },
};

export const CANCELLATIONS = [
  '选址涉及基本农田，用地手续无法办理',
  '村级合并，改与邻村共建',
  '村级自筹资金落实不了，经村民代表会议同意取消',
  '并入当年乡村建设项目统一实施',
];

export const CAMPAIGN = '基层组织建设年';

/** Seasons in which a topic is asked for; without one, all year. */
type Season = 'winter' | 'growing';

export interface Topic {
  readonly topic: string;
  readonly season?: Season;
}

const always = (...topics: string[]): Topic[] => topics.map((topic) => ({ topic }));
const during = (season: Season, ...topics: string[]): Topic[] => topics.map((topic) => ({ topic, season }));

/** Topics of the seven platforms, in their order. */
export const TOPICS: readonly (readonly Topic[])[] = [
  [
    ...always('党的基层工作条例学习', '农村电商入门', '手机用好惠农政策平台', '乡村治理案例视频课'),
    ...during('winter', '冬季设施蔬菜管理远程课', '支部书记远程轮训'),
  ],
  [
    ...during('winter', '果树冬季修剪', '农机冬季保养', '测土配方施肥', '养殖圈舍消毒与防疫'),
    ...during('growing', '小麦条锈病防治', '玉米密植水肥一体化', '马铃薯晚疫病防治', '大棚番茄整枝打杈'),
    ...always('农药安全使用', '肉牛育肥技术'),
  ],
  [
    ...always('养蜂协会技术交流', '花椒协会采收分级', '肉羊协会购销对接', '合作社财务公开'),
    ...during('winter', '中药材协会年度总结与计划', '苹果协会品质评比'),
  ],
  [
    ...always('农家书屋读书会', '少儿阅读辅导', '法律图书导读', '老年人识字与智能手机'),
    ...during('winter', '冬闲读书月'),
  ],
  [
    ...always('广场舞骨干培训', '象棋友谊赛', '乒乓球羽毛球活动', '地方戏曲传习'),
    ...during('winter', '春节社火排练', '迎新春文艺汇演'),
  ],
  [
    ...always(
      '人民调解案例讲解',
      '城乡居民养老保险缴费办理',
      '医疗保险政策宣讲',
      '劳务输出岗前培训',
      '高血压糖尿病防治讲座',
    ),
    ...during('winter', '农民工工资维权'),
  ],
  [
    ...always('村务公开与财务公示讲解', '党务公开民主评议', '惠农补贴公示答疑'),
    ...during('winter', '年终村级财务审计公开'),
  ],
];

export const REVIEW_COMMENTS = [
  '消防疏散通道宽度不足，调整后重报',
  '建筑面积超出标准，压缩会议室面积',
  '未考虑无障碍坡道，补充后重审',
  '造价偏高，优化外立面做法',
  '功能室布局与标准不符，增设便民服务厅',
];

export const CHANGES_ASKED = [
  '希望院坝留出晒粮和办席的场地',
  '图书室移到一楼，方便老人和孩子',
  '增加水冲式公厕',
  '活动室要能放下戏班子',
  '多装几盏路灯',
];

export const CONTRACTORS = [
  '青禾县宏远建筑工程有限公司',
  '青禾县昌盛建筑安装公司',
  '禾丰建设工程有限公司',
  '青禾县水务建安队',
  '永固古建修缮有限公司',
  '青禾县惠民装饰工程部',
];

export const VARIATIONS = [
  '地基软弱，加深换填',
  '材料价格上涨，按合同约定调整',
  '取消二层外廊',
  '屋面保温层加厚',
  '院墙改用旧砖砌筑',
];

export const DEFECTS = [
  '卫生间防水渗漏',
  '外墙涂料局部起皮',
  '配电箱未接地',
  '门窗密封不严',
  '台阶踏步高差不一',
  '消防器材未到位',
];

export const SURNAMES = ['禾', '岳', '柏', '砚', '舟', '桑', '麦', '穗', '亓', '澹'];
export const GIVEN_NAMES = ['青山', '望川', '思远', '长林', '春和', '秋实', '立夏', '晓禾', '砚田', '石泉'];

export const SUBJECTS = [
  '研究村级阵地建设年度任务',
  '听取阵地建设进展汇报',
  '审议阵地建设资金安排',
  '研究共建共享阵地选址',
  '研究已竣工阵地启用和管理责任',
];

export const GAPS = [
  '桌椅不足',
  '无便民服务厅',
  '无图书阅览室',
  '无取暖设备',
  '无远程教育设备',
  '院坝未硬化',
];

export const SUSPENSIONS = ['等待用地手续', '汛期停工', '资金暂未到位'];

export const REVERSALS = ['上级调整资金计划', '捐赠方减少金额', '项目取消，资金收回'];
