import { describe, expect, it } from '@jest/globals';
import { amountFen, areaDm2, businessDate, line, paragraph, uuid, year } from './values.ts';

const KEPT = {
  'an emoji': '🏠红旗村👨‍👩‍👧‍👦',
  'characters of the extension planes': '𬒈𠮷㙦𰻝村',
  HTML: '<script>alert("村")</script>&amp;<b>',
  SQL: "'; drop table zhendi.event; --",
  'a backslash escape': '\\u0000\\n',
  'blanks at both ends': '  青石沟村 ',
  'the two forms of one letter': 'é and e\u0301',
  'right-to-left text': 'قرية',
};

const REFUSED = {
  nothing: '',
  'only blanks': ' \u3000\u00a0',
  'U+0000': '青石\u0000沟',
  'a control character': '青石\u0007沟',
  'a control character of the upper block': '青石\u0085沟',
  delete: '青石\u007f沟',
  'the first half of a surrogate pair': '青石\ud83c',
  'the second half of a surrogate pair': '\udfe0青石',
  'what cannot be seen: a zero-width space': '\u200b',
  'what cannot be seen: joiners and marks': '\u200d\ufe0f\u0301',
  'a line separator': '青石\u2028沟',
  'a paragraph separator': '青石\u2029沟',
  'what turns the direction of the text after it': '青石\u202e沟',
  'an isolate of another direction': '青石\u2066沟',
  'surrogates in the wrong order': '\udfe0\ud83c',
};

describe.each([
  ['a line', line(60)],
  ['a paragraph', paragraph(60)],
])('%s of text', (_, text) => {
  it.each(Object.entries(KEPT))('keeps %s exactly', (_, sent) => {
    expect(text.parse(sent)).toBe(sent);
  });

  it.each(Object.entries(REFUSED))('refuses %s', (_, sent) => {
    expect(text.safeParse(sent).success).toBe(false);
  });

  it('ends at its length', () => {
    expect(text.safeParse('村'.repeat(60)).success).toBe(true);
    expect(text.safeParse('村'.repeat(61)).success).toBe(false);
  });

  it.each([null, 5, true, {}, ['村'], undefined])('refuses %j', (sent) => {
    expect(text.safeParse(sent).success).toBe(false);
  });
});

describe('lines and paragraphs', () => {
  it('differ in line breaks and tabs', () => {
    for (const text of ['一\n二', '一\t二']) {
      expect(paragraph(60).parse(text)).toBe(text);
      expect(line(60).safeParse(text).success).toBe(false);
    }
  });

  it('differ in nothing else: a carriage return is in neither', () => {
    expect(paragraph(60).safeParse('一\r\n二').success).toBe(false);
    expect(line(60).safeParse('一\r二').success).toBe(false);
  });

  it('count characters and not halves of them, as the published schema does', () => {
    expect(line(60).safeParse('𬒈'.repeat(60)).success).toBe(true);
    expect(line(60).safeParse('𬒈'.repeat(61)).success).toBe(false);
    expect(paragraph(60).safeParse('🏠'.repeat(60)).success).toBe(true);
    expect(paragraph(60).safeParse('🏠'.repeat(61)).success).toBe(false);
  });
});

describe('a business date', () => {
  it.each(['1949-10-01', '1949-12-31', '1950-01-01', '2024-02-29', '2000-02-29', '2099-12-31'])(
    'may be %s',
    (date) => {
      expect(businessDate.parse(date)).toBe(date);
    },
  );

  it.each([
    '1949-09-30',
    '2100-01-01',
    '1900-01-01',
    '2023-02-29',
    '2024-02-30',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-1-1',
    '20240101',
    '2024/01/01',
    '2024-01-01T00:00:00Z',
    ' 2024-01-01',
    '2024-01-01\n',
    '２０２４-01-01',
    '',
    20240101,
    null,
  ])('is not %j', (date) => {
    expect(businessDate.safeParse(date).success).toBe(false);
  });
});

describe('an amount of money', () => {
  it.each([1, 100_000_000_000])('may be %d fen', (fen) => {
    expect(amountFen.parse(fen)).toBe(fen);
  });

  it.each([0, -1, 0.5, 100_000_000_001, 2 ** 53, 1e308, Infinity, NaN, '100', 'NaN', null, [1], 1n])(
    'is not %p',
    (fen) => {
      expect(amountFen.safeParse(fen).success).toBe(false);
    },
  );
});

describe('a floor area', () => {
  it('is above zero, whole, and at most 10 hectares', () => {
    expect([1, 10_000_000].map((area) => areaDm2.safeParse(area).success)).toEqual([true, true]);
    expect([0, -1, 1.5, 10_000_001, 2 ** 53].some((area) => areaDm2.safeParse(area).success)).toBe(false);
  });
});

describe('a year', () => {
  it('is whole and within the dates', () => {
    expect([1950, 2099].map((value) => year.safeParse(value).success)).toEqual([true, true]);
    expect([1949, 2100, 2024.5, '2024'].some((value) => year.safeParse(value).success)).toBe(false);
  });
});

describe('an id', () => {
  it('is the same in capitals', () => {
    expect(uuid.parse('0190F5FE-7C00-7000-8000-00000000000A')).toBe('0190f5fe-7c00-7000-8000-00000000000a');
  });

  it.each(['', 'x', '0190f5fe7c0070008000000000000000', '{0190f5fe-7c00-7000-8000-00000000000a}', 7, null])(
    'is not %j',
    (id) => {
      expect(uuid.safeParse(id).success).toBe(false);
    },
  );
});
