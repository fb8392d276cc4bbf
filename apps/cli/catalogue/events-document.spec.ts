import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { line, paragraph, uuid } from '../../../libs/features/shared/values.ts';
import { eventsDocument } from './events-document.ts';
import { schemaFields } from './schema-fields.ts';

describe('a field of a schema', () => {
  const described = (type: z.ZodType) =>
    schemaFields(z.strictObject({ field: type })).map(({ type, limits }) => [type, limits]);

  it.each<[string, z.ZodType, [string, string]]>([
    ['a count', z.int().min(0).max(100_000), ['integer', '0 – 100 000']],
    ['a year', z.int().min(1950).max(2099), ['integer', '1950 – 2099']],
    ['a number without an end', z.int().min(1), ['integer', '1 and up']],
    ['a number in steps', z.number().min(0.5).max(24).multipleOf(0.5), ['number', '0.5 – 24, steps of 0.5']],
    ['one line', line(60), ['text', '1 – 60 characters, one line']],
    ['several lines', paragraph(500), ['text', '1 – 500 characters, lines']],
    ['text of a form', z.string().regex(/^\d{12}$/), ['text', '`^\\d{12}$`']],
    ['an id', uuid, ['uuid', '']],
    ['a choice', z.enum(['cash', 'labour']), ['`cash` `labour`', '']],
    ['a single word', z.literal('cancelled'), ['`cancelled`', '']],
  ])('says what %s may be', (_, type, expected) => {
    expect(described(type)).toEqual([expected]);
  });

  it('is followed by its own fields, each with its names, its meaning and whether it must be there', () => {
    const schema = z.strictObject({
      plan: z.strictObject({ villageFen: z.int().min(0).max(9).meta({ title: '村级', description: 'fen' }) }),
      note: line(5).optional(),
    });
    expect(
      schemaFields(schema).map(({ name, title, description, required }) => [
        name,
        title,
        description,
        required,
      ]),
    ).toEqual([
      ['plan', '', '', true],
      ['plan.villageFen', '村级', 'fen', true],
      ['note', '', '', false],
    ]);
  });
});

describe('the catalogue', () => {
  const section = (type: string) =>
    new RegExp(`\n### ${type}\n(.+?)(\n##|$)`, 's').exec(eventsDocument())![1]!;

  it('tells of an event where it stands, where it comes from and where it goes', () => {
    expect(section('FundsAllocated').split('\n')).toEqual(
      expect.arrayContaining([
        '**安排资金.** Money, goods or labour were allocated to a project.',
        '- stream: `project` (项目)',
        '- schema version: 1, the only one',
        '- comes from: `allocate-funds` (安排建设资金)',
        '- goes into: `village_card`, `venue_card`, `project_card`, `money_movement`, `town_summary`, `town_month`, `town_funds`',
        '| `amountFen` | 金额 | integer | yes | 1 – 100 000 000 000 | fen; 1 yuan = 100 fen |',
        '| `labourDays` | 用工 | integer |  | 1 – 100 000 | working days; with labour, and only then |',
      ]),
    );
  });

  it('keeps a bar of a pattern within its cell', () => {
    expect(section('TrainingHeld')).toContain('`^(?:[01]\\d\\|2[0-3]):[0-5]\\d$`');
  });

  it('has as many cells in each row of a table as in its head', () => {
    const cells = (row: string) => row.replaceAll('\\|', '').split('|').length;
    for (const table of eventsDocument().match(/(^\|.*\n)+/gm)!) {
      expect(new Set(table.trim().split('\n').map(cells)).size).toBe(1);
    }
  });
});
