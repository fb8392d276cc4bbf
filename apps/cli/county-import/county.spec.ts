import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { readCounty } from './county.ts';
import { InvalidDivisions } from './faults.ts';
import type { SourceFile } from './read-divisions.ts';

const GOOD = ['code,name', '990201,春水县', '990201100,东溪镇', '990201100201,河头村', '990201100202,河尾村'];

const csv = (rows: readonly string[], name = 'county.csv'): SourceFile => ({
  name,
  bytes: Buffer.from(rows.join('\n')),
});

function faultsOf(...files: SourceFile[]): string[] {
  try {
    readCounty(files);
  } catch (error) {
    if (error instanceof InvalidDivisions) return error.faults.map((f) => `${f.file}:${f.row} ${f.message}`);
    throw error;
  }
  return [];
}

function messageOf(files: SourceFile[], only?: string): string {
  try {
    readCounty(files, only);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('reading a county', () => {
  it('finds the level by the length of the code', () => {
    expect(readCounty([csv(GOOD)])).toEqual({
      code: '990201',
      name: '春水县',
      towns: [
        {
          code: '990201100',
          name: '东溪镇',
          villages: [
            { code: '990201100201', name: '河头村' },
            { code: '990201100202', name: '河尾村' },
          ],
        },
      ],
    });
  });

  it.each([
    ['divisions-620921.csv', '金塔县', 10, 99],
    ['divisions-510823.csv', '剑阁县', 29, 364],
  ])('reads the real %s', (file, name, towns, villages) => {
    const bytes = readFileSync(new URL(`../../../libs/testing/data/${file}`, import.meta.url));
    const county = readCounty([{ name: file, bytes }]);
    expect(county.name).toBe(name);
    expect(county.towns).toHaveLength(towns);
    expect(county.towns.flatMap((town) => town.villages)).toHaveLength(villages);
  });

  it('does not mind the order of rows and columns, further columns, quotes, empty rows, Windows line ends', () => {
    const rows = [
      'areaCode,Name,pinyin, code',
      'x,"河头村",,990201100201',
      '',
      'x,东溪镇,,990201100',
      ',,,',
      'x,春水县,,990201',
    ];
    const county = readCounty([{ name: 'a.csv', bytes: Buffer.from(rows.join('\r\n') + '\r\n') }]);
    expect(county).toEqual({
      code: '990201',
      name: '春水县',
      towns: [{ code: '990201100', name: '东溪镇', villages: [{ code: '990201100201', name: '河头村' }] }],
    });
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['GB18030', (text: string) => iconv.encode(text, 'gb18030')],
    ['GB18030 with a byte order mark', (text: string) => iconv.encode(`\uFEFF${text}`, 'gb18030')],
  ])('keeps rare characters exactly in %s', (_, encode) => {
    const names = ['莫𡐓村', '输𣒍村', '石𬒈坪', '㙦头村', '那𡌶·上屯(一)'];
    const rows = names.map((name, i) => `99020110020${i},${name}`);
    const text = ['code,name', '990201,春水县', '990201100,东溪镇', ...rows].join('\n');
    const county = readCounty([{ name: 'a.csv', bytes: encode(text) }]);
    expect(county.towns[0]!.villages.map((village) => village.name)).toEqual(names);
  });

  it('takes one county out of the files of a whole country', () => {
    const areas = csv(['code,name,cityCode', '990201,春水县,9902', '990202,秋山县,9902'], 'areas.csv');
    const streets = csv(
      ['code,name,areaCode', '990201100,东溪镇,990201', '990202100,西岭镇,990202'],
      'streets.csv',
    );
    const villages = csv(
      ['code,name,streetCode', '990201100201,河头村,990201100', '990202100201,山口村,990202100'],
      'villages.csv',
    );
    expect(readCounty([villages, areas, streets], '990202')).toEqual({
      code: '990202',
      name: '秋山县',
      towns: [{ code: '990202100', name: '西岭镇', villages: [{ code: '990202100201', name: '山口村' }] }],
    });
  });
});

describe('what is wrong with a file is told by row', () => {
  it('a village of a town that is not there', () => {
    expect(faultsOf(csv([...GOOD, '990201999201,无根村']))).toEqual([
      'county.csv:6 unknown parent 990201999 of 990201999201 无根村',
    ]);
  });

  it('a town of another county', () => {
    expect(faultsOf(csv([...GOOD, '990202100,西岭镇']))).toEqual([
      'county.csv:6 unknown parent 990202 of 990202100 西岭镇',
    ]);
  });

  it('a code that is there already, in the same file or in another', () => {
    expect(faultsOf(csv([...GOOD, '990201100201,河头村']))).toEqual([
      'county.csv:6 duplicate code 990201100201: it is in row 4',
    ]);
    expect(faultsOf(csv(GOOD), csv(['code,name', '990201100,东溪镇'], 'b.csv'))).toEqual([
      'b.csv:2 duplicate code 990201100: it is in county.csv row 3',
    ]);
  });

  it('a code of a wrong length', () => {
    expect(faultsOf(csv([...GOOD, '99020110020,河口村']))).toEqual([
      'county.csv:6 the code 99020110020 has 11 digits; a county has 6, a town 9, a village 12',
    ]);
  });

  it('a code that a spreadsheet turned into a number, or that is missing', () => {
    expect(faultsOf(csv([...GOOD, '9.90201E+11,河口村', ',河口村']))).toEqual([
      'county.csv:6 the code "9.90201E+11" is not made of digits',
      'county.csv:7 the code "" is not made of digits',
    ]);
  });

  it('an empty or a missing name', () => {
    expect(faultsOf(csv([...GOOD, '990201100203, ', '990201100204']))).toEqual([
      'county.csv:6 the name of 990201100203 is empty',
      'county.csv:7 the name of 990201100204 is empty',
    ]);
  });

  it('a name that no village can have', () => {
    expect(faultsOf(csv([...GOOD, `990201100203,${'长'.repeat(61)}`]))).toEqual([
      'county.csv:6 the name of 990201100203 is too long or has control characters',
    ]);
  });

  it('a second county', () => {
    expect(faultsOf(csv([...GOOD, '990202,秋山县']))).toEqual([
      'county.csv:6 another county, 990202 秋山县, after 990201 春水县: name the one to import with --county',
    ]);
  });

  it('a header without the columns', () => {
    expect(faultsOf(csv(['编码,name', '990201,春水县']))).toEqual([
      'county.csv:1 the header has no column code',
    ]);
    expect(faultsOf(csv([]))).toEqual(['county.csv:1 the header has no column code and no column name']);
  });

  it('a row that cannot be read as CSV', () => {
    expect(faultsOf(csv([...GOOD, '990201100203,"河口村', '990201100204,河岸村']))).toEqual([
      expect.stringMatching(/^county\.csv:6 not readable as CSV: /),
    ]);
  });

  it('counts empty rows, as a spreadsheet does', () => {
    expect(faultsOf(csv([...GOOD, '', '', '99020110,河口村']))).toEqual([
      'county.csv:8 the code 99020110 has 8 digits; a county has 6, a town 9, a village 12',
    ]);
  });

  it('a damaged row of a file in UTF-8', () => {
    const bytes = Buffer.concat([
      csv(GOOD).bytes,
      Buffer.from('\n990201100203,'),
      iconv.encode('河口村', 'gb18030'),
    ]);
    expect(faultsOf({ name: 'a.csv', bytes })).toEqual(['a.csv:6 not UTF-8, as the rest of the file is']);
  });

  it('a damaged row of a file in GB18030', () => {
    const [header, ...rows] = GOOD;
    const bytes = Buffer.concat([
      iconv.encode(`${[header, ...rows].join('\n')}\n990201100203,`, 'gb18030'),
      Buffer.from([0xff, 0x0a]),
      iconv.encode('990201100204,河岸村', 'gb18030'),
    ]);
    expect(faultsOf({ name: 'a.csv', bytes })).toEqual(['a.csv:6 neither UTF-8 nor GB18030']);
  });

  it('all faults at once, by row', () => {
    expect(
      faultsOf(csv(['code,name', '990201100201,河头村', '99,无', '990201,春水县', '990201,春水县'])),
    ).toEqual([
      'county.csv:2 unknown parent 990201100 of 990201100201 河头村',
      'county.csv:3 the code 99 has 2 digits; a county has 6, a town 9, a village 12',
      'county.csv:5 duplicate code 990201: it is in row 4',
    ]);
  });
});

describe('the message', () => {
  it('shows fifty faults and counts the others', () => {
    const rows = Array.from({ length: 53 }, (_, i) => `${i},无`);
    const lines = messageOf([csv([...GOOD, ...rows])]).split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'nothing was imported',
      '  county.csv row 6: the code 0 has 1 digits; a county has 6, a town 9, a village 12',
    ]);
    expect(lines.slice(50)).toEqual([
      '  county.csv row 55: the code 49 has 2 digits; a county has 6, a town 9, a village 12',
      '  … and 3 more',
    ]);
  });

  it('says what to do with villages alone, the publisher’s villages.csv', () => {
    const villages = csv(['code,name,streetCode', '990201100201,河头村,990201100'], 'villages.csv');
    expect(messageOf([villages], '990201')).toContain('areas.csv streets.csv villages.csv --county 990201');
  });

  it('says so when the files do not hold the county that is wanted', () => {
    expect(messageOf([csv(GOOD)], '990209')).toContain('there is no row of the county 990209 in county.csv');
  });
});
