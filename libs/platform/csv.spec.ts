import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv.ts';

describe('a line of CSV', () => {
  it('quotes what would end a cell, and leaves the rest', () => {
    expect(csvLine(['柳湾村', 'a,b', 'say "yes"', 'two\nlines', null, -3])).toBe(
      '柳湾村,"a,b","say ""yes""","two\nlines",,-3\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '\t=1', '  =1', '\r=1'])(
    'keeps a spreadsheet from carrying out %j',
    (formula) => {
      const [[cell]] = parse(csvLine([formula]), { record_delimiter: '\r\n' }) as [[string]];
      expect(cell).toBe(`'${formula}`);
    },
  );

  it('is read back as it was, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (cells) => {
        const [read] = parse(csvLine(cells), { record_delimiter: '\r\n' });
        expect(read!.map((text, i) => (text === `'${cells[i]}` ? cells[i] : text))).toEqual(cells);
      }),
    );
  });
});
