import { dictionary } from '@zxcvbn-ts/language-common';
import { normalizedPassword } from './passwords.ts';

/** Characters, counted as people count them. */
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/** What is wrong with a password, for whoever chose it. */
export const PASSWORD_FAULTS = {
  'too-short': { zh: `密码至少 ${SHORTEST_PASSWORD} 个字`, en: `At least ${SHORTEST_PASSWORD} characters` },
  'too-long': { zh: `密码最多 ${LONGEST_PASSWORD} 个字`, en: `At most ${LONGEST_PASSWORD} characters` },
  'control-character': { zh: '密码不能有换行等控制字符', en: 'No line breaks or other control characters' },
  guessable: {
    zh: '这个密码太常见：常用密码、键盘连续键、重复的字符、电话、日期或用户名，都容易被猜到',
    en: 'This is among the first that others would try: common passwords, runs of keys, repeated characters, telephone numbers, dates, the username',
  },
} as const;

export type PasswordFault = keyof typeof PASSWORD_FAULTS;

// What people in China put into passwords besides, in pinyin and in numbers that sound like words.
const HABITS = [
  ...['woaini', 'aini', 'wobuaini', 'woxihuanni', 'baobei', 'laopo', 'laogong', 'mima', 'nihao', 'haoren'],
  ...[
    'zhongguo',
    'beijing',
    'shanghai',
    'zhendi',
    'dangjian',
    'cunwei',
    'xiangzhen',
    'zhengfu',
    'admin',
    'root',
  ],
  ...[
    'zhang',
    'wang',
    'yang',
    'chen',
    'zhao',
    'huang',
    'liu',
    'li',
    'wei',
    'fang',
    'qq',
    'abc',
    'china',
    'test',
  ],
  ...[
    'user',
    'guest',
    'pass',
    'password',
    'passw0rd',
    'p@ssw0rd',
    'iloveyou',
    '5201314',
    '1314',
    '520',
    '521',
  ],
  ...['7758521', '7758258', '147258369', '159357', '741852963', '888', '666', '168', '123', '321', '007'],
  ...['我爱你', '密码', '中国', '阵地', '一生一世', '管理员'],
];

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz'];
const COLUMNS = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik', '9ol', '0p'];
const SHORTEST_RUN = 4;
// Shorter ones would make pieces of nearly any word.
const SHORTEST_COMMON = 5;
const SHORTEST_NAME = 3;
const MOST_COMMON = 2;

const NUMBERS = [
  // A mobile telephone; a day; a year.
  /^1[3-9]\d{9}/,
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/,
  /^(?:19|20)\d{2}/,
];
const REPEATED = /^(.)\1{2,}/u;
const BETWEEN = /^[\s\p{P}\p{S}]/u;

const habits = new Set(HABITS);
const common = new Set(
  dictionary['passwords-common'].filter((password) => password.length >= SHORTEST_COMMON),
);
const LONGEST_WORD = Math.max(...[...habits, ...common].map((word) => word.length));
const runs = [...ROWS, COLUMNS.join('')].flatMap((row) => [row, [...row].reverse().join('')]);

/**
 * What is wrong with a password, or null. Long ones are good whatever they are made of; those are refused that others
 * would try first: made of one or two common passwords at most, and else of nothing but runs of keys, repetitions,
 * telephone numbers, dates, Chinese habits and the account's name. Every place where a password is chosen asks this.
 */
export function passwordFault(password: string, username: string): PasswordFault | null {
  const normalized = normalizedPassword(password);
  const { length } = [...normalized];
  if (length < SHORTEST_PASSWORD) return 'too-short';
  if (length > LONGEST_PASSWORD) return 'too-long';
  if (/\p{Cc}/u.test(normalized)) return 'control-character';
  return isGuessable(normalized.toLowerCase(), normalizedPassword(username).toLowerCase())
    ? 'guessable'
    : null;
}

/** Whether it can be cut into guessable pieces, and only so many of them common passwords: three are a phrase. */
function isGuessable(password: string, username: string): boolean {
  /** By position, how many common passwords lead there at least. */
  const reached = new Map([[0, 0]]);
  for (let from = 0; from < password.length; from++) {
    const commonBefore = reached.get(from);
    if (commonBefore === undefined) continue;
    for (const { length, isCommon } of pieces(password.slice(from), username)) {
      const count = commonBefore + (isCommon ? 1 : 0);
      if (count < (reached.get(from + length) ?? MOST_COMMON + 1)) reached.set(from + length, count);
    }
  }
  return reached.has(password.length);
}

/** A guessable piece that a text begins with. */
interface Piece {
  readonly length: number;
  readonly isCommon: boolean;
}

function pieces(text: string, username: string): Piece[] {
  const lengths = Array.from({ length: Math.min(LONGEST_WORD, text.length) }, (_, i) => i + 1);
  const matched = [...NUMBERS, REPEATED, BETWEEN].map((pattern) => pattern.exec(text)?.[0].length ?? 0);
  const named = username.length >= SHORTEST_NAME && text.startsWith(username) ? username.length : 0;
  const free = [
    ...matched,
    named,
    ...runLengths(text),
    ...lengths.filter((n) => habits.has(text.slice(0, n))),
  ];
  return [
    ...free.filter((length) => length > 0).map((length) => ({ length, isCommon: false })),
    ...lengths
      .filter((length) => common.has(text.slice(0, length)))
      .map((length) => ({ length, isCommon: true })),
  ];
}

/** Of all keys in a row, forwards or backwards, that a text begins with. */
function runLengths(text: string): number[] {
  return runs.flatMap((run) => {
    const start = text.length < SHORTEST_RUN ? -1 : run.indexOf(text.slice(0, SHORTEST_RUN));
    if (start < 0) return [];
    let length = SHORTEST_RUN;
    while (length < text.length && run[start + length] === text[length]) length++;
    return Array.from({ length: length - SHORTEST_RUN + 1 }, (_, i) => SHORTEST_RUN + i);
  });
}
