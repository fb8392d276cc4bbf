import { namedId, villageIdOf } from '../../features/shared/streams.ts';
import { aPdf, digestOf } from '../files.ts';

/**
 * A tenant among others that have the same villages, venues, events, commands and accounts, by their ids. What it alone
 * has is told from its mark: names with it, and amounts of money.
 */
export interface Twin {
  readonly code: string;
  readonly name: string;
  readonly mark: string;
  /** Of its amounts of money: a digit that no other has. */
  readonly digit: number;
}

const twin = (code: string, mark: string, digit: number, kind: '镇' | '县'): Twin => ({
  code,
  name: `${mark}${kind}`,
  mark,
  digit,
});

export const COUNTY = twin('990101', '玄鹤', 1, '县');
export const TOWN = twin('990101100', '赤狐', 2, '镇');
export const NEIGHBOUR = twin('990101101', '青鹿', 3, '镇');
export const OTHER_COUNTY = twin('990102', '银鸥', 4, '县');
export const OTHER_TOWN = twin('990102100', '白鹭', 5, '镇');
export const TWIN_COUNTIES = [
  { ...COUNTY, towns: [TOWN, NEIGHBOUR] },
  { ...OTHER_COUNTY, towns: [OTHER_TOWN] },
];

/** Ids that each town has: of two villages, and of a venue in each. */
export const VILLAGES = [namedId('twin/village/1'), namedId('twin/village/2')] as const;
export const VENUES = [namedId('twin/venue/1'), namedId('twin/venue/2')] as const;

/** Ids that only this town has. */
export const villageOf = ({ code }: Twin) => villageIdOf(`${code}299`);
export const venueOf = ({ code }: Twin) => namedId(`venue of ${code}`);

/** An allocation, a defect and an event that only this town has, of its last village. */
export const allocationOf = ({ code }: Pick<Twin, 'code'>) => namedId(`allocation of ${code}`);
export const defectOf = ({ code }: Pick<Twin, 'code'>) => namedId(`defect of ${code}`);
export const eventOf = ({ code }: Pick<Twin, 'code'>) => namedId(`event of ${code}`);

/** Somebody who holds a post in the first village, somebody who holds none; each town has entered both. */
export const PERSONS = [namedId('twin/person/1'), namedId('twin/person/2')] as const;
/** Somebody whom only this town has entered. */
export const personOf = ({ code }: Pick<Twin, 'code'>) => namedId(`twin/person/only ${code}`);
/** What this town has entered of people. */
export const personsOf = (town: Twin) =>
  [...PERSONS, personOf(town)].map((personId, i) => ({
    personId,
    name: `${town.mark}${i + 1}号干部`,
    phone: `1391${town.digit}00430${i + 1}`,
  }));

const shared = aPdf('同一份文件');
const only = ({ code }: Pick<Twin, 'code'>) => aPdf(`只在 ${code}`);
/** A file of the first village that each town has, under a name of its own. */
export const ATTACHMENT = digestOf(shared);
/** One that only this town has. */
export const attachmentOf = (town: Pick<Twin, 'code'>) => digestOf(only(town));
/** What else is said of a file that only one town has: it is the same of each. */
export const FILE_TO_NAME = {
  name: '1号照片.pdf',
  mediaType: 'application/pdf',
  bytes: only(OTHER_TOWN).length,
};
/** What this town has of files. */
export const filesOf = (town: Twin) =>
  [shared, only(town)].map((content) => ({
    content,
    name: `${town.mark}1号照片.pdf`,
    villageId: VILLAGES[0],
  }));

/** A command that only this tenant has carried out. */
export const commandOf = ({ code }: Pick<Twin, 'code'>) => namedId(`twin/command/only ${code}`);

/** Money that only this tenant's village has; the last is the village that no other town has. */
export const amountOf = ({ digit }: Twin, village: number) =>
  90_070_043 + digit * 1_000_000 + village * 100_000;

/** What tells facts of a village: its names, and its money as it is written anywhere. */
export const villageMarks = (town: Twin, village: number): string[] => [
  `${town.mark}${village}`,
  String(amountOf(town, village)),
];

/** What tells facts, names and accounts of a tenant. */
export const marksOf = (tenant: Twin): string[] => [
  ...[1, 2, 3].flatMap((village) => villageMarks(tenant, village)),
  tenant.name,
  `${tenant.mark}-`,
  `1391${tenant.digit}00430`,
];

/** The id of the account of this name but for the mark, in every tenant. */
export const accountId = (name: string) => namedId(`twin/account/${name}`);

/** The id of an account that only this tenant has. */
export const accountOf = ({ code }: Pick<Twin, 'code'>) => namedId(`twin/account/only ${code}`);
