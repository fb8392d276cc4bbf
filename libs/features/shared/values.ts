import { z } from 'zod';

// Line and paragraph separators, and what turns the direction of all text after it.
const UNRULY = '\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069';
// No name is made of spaces, marks and joiners alone.
const SOMETHING_TO_SEE = '(?=[^]*[^\\p{Z}\\p{M}\\p{Cc}\\p{Cf}\\p{Cs}])';
const ONE_LINE = new RegExp(`^${SOMETHING_TO_SEE}[^\\p{Cc}\\p{Cs}${UNRULY}]*$`, 'u');
const LINES = new RegExp(`^${SOMETHING_TO_SEE}(?:[^\\p{Cc}\\p{Cs}${UNRULY}]|[\\n\\t])*$`, 'u');

/** One line of text: no control characters, no half surrogates, something to see; kept exactly as sent. */
export const line = (most: number) => z.string().min(1).max(most).regex(ONE_LINE);

/** Text of several lines. */
export const paragraph = (most: number) => z.string().min(1).max(most).regex(LINES);

export const uuid = z.uuid().toLowerCase();

/** A village's id is also that of its stream. */
export const villageId = uuid.meta({ title: '村', description: 'the village or community' });

/** A project is one stream, and bears the id of the venue that it makes. */
export const venueId = uuid.meta({ title: '阵地', description: 'the venue' });

/** A person of the side store: events name people by this id and by nothing else. */
export const personId = uuid;

/** 村干部: the posts of a village whose holders answer for its venues. */
export const officerPost = z.enum(['party-secretary', 'village-head', 'supervisor', 'clerk']).meta({
  title: '职务',
  description:
    'party-secretary 党支部书记, village-head 村委会主任, supervisor 村务监督委员会主任, clerk 村文书',
});
export type OfficerPost = z.infer<typeof officerPost>;

/** A day in Asia/Shanghai, `YYYY-MM-DD`, from the founding of the People's Republic to 2099. */
export const businessDate = z.iso
  .date()
  .regex(/^(?:19[5-9]\d|20\d\d|1949-1[0-2])/)
  .meta({ format: 'date', description: 'Asia/Shanghai, YYYY-MM-DD' });

export const year = z.int().min(1950).max(2099);

/** Money above zero in fen, at most 10 亿元 for a single fact. */
export const amountFen = z
  .int()
  .min(1)
  .max(100_000_000_000)
  .meta({ title: '金额', description: 'fen; 1 yuan = 100 fen' });

/** Floor area in dm², at most 10 hectares. */
export const areaDm2 = z
  .int()
  .min(1)
  .max(10_000_000)
  .meta({ title: '面积', description: 'dm²; 1 m² = 100 dm²' });

/** 三级筹资: 上级扶一点, 镇上拿一点, 村上筹一点. */
export const tier = z
  .enum(['higher', 'town', 'village'])
  .meta({ title: '层级', description: 'who pays. higher 上级, town 镇级, village 村级' });
export type Tier = z.infer<typeof tier>;

export const buildType = z.enum(['new', 'rebuild', 'extend', 'repair', 'equip', 'shared']).meta({
  title: '类型',
  description: 'new 新建, rebuild 改建, extend 扩建, repair 维修, equip 配套, shared 共建共享',
});
export type BuildType = z.infer<typeof buildType>;

/** The figures by which a county may rank its towns in public: each a rate, so that large and small compare. */
export const rankedFigure = z.enum(['coverage', 'completion']);
export type RankedFigure = z.infer<typeof rankedFigure>;

/** 阵地评定: the states a building may be in, as a structural survey grades them. */
export const buildingCondition = z.enum(['A', 'B', 'C', 'D']).meta({
  title: '房屋等级',
  description: 'A 完好, B 基本完好, C 局部危房, D 整栋危房',
});
export type BuildingCondition = z.infer<typeof buildingCondition>;

/** A share as a fraction, which a percentage cannot say: two thirds. */
export const fraction = z
  .strictObject({
    numerator: z.int().min(0).max(1000).meta({ title: '分子', description: 'of the fraction' }),
    denominator: z.int().min(1).max(1000).meta({ title: '分母', description: 'of the fraction' }),
  })
  .refine(({ numerator, denominator }) => numerator <= denominator, {
    path: ['numerator'],
    params: { fault: 'above-one' },
  });
export type Fraction = z.infer<typeof fraction>;

/** A whole percentage. */
export const wholePercent = z.int().min(0).max(100);

/** Number of a document as it stands on the document. */
export const documentNo = line(100).meta({ title: '文号', description: 'number of the document' });

/** A file that was uploaded before: events bear what it is, its content lies in the attachment store. */
export const attachment = z
  .strictObject({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ title: '摘要', description: 'SHA-256 of its content, hexadecimal' }),
    name: line(200).meta({ title: '文件名', description: 'its name where it came from' }),
    mediaType: z
      .string()
      .regex(/^[a-z]+\/[a-z0-9.+-]+$/)
      .max(100)
      .meta({ title: '类型', description: 'what its content is' }),
    bytes: z.int().min(1).max(1_000_000_000).meta({ title: '大小', description: 'bytes' }),
  })
  .meta({ title: '附件', description: 'a file' });
export type Attachment = z.infer<typeof attachment>;

/** Documents and photos of a fact; absent where there are none. */
export const attachments = z
  .array(attachment)
  .min(1)
  .max(20)
  .meta({ title: '附件', description: 'documents and photos' })
  .optional();

/** 九位乡镇代码. */
export const townCode = z
  .string()
  .regex(/^\d{9}$/)
  .meta({ title: '乡镇代码', description: 'division code of the town' });

const voters = z.int().min(0).max(100_000);

/** A vote as it was counted: those entitled, those present, those for it. */
export const countedVote = {
  eligible: voters.min(1).meta({ title: '应到', description: 'people entitled to vote' }),
  present: voters.meta({ title: '实到', description: 'people present' }),
  votesFor: voters.meta({ title: '赞成', description: 'votes for it' }),
};
