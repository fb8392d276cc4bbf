import { describe, expect, it } from '@jest/globals';
import dayjs from 'dayjs';
import type { z } from 'zod';
import { countyCommands } from '../../libs/features/commands.ts';
import { routeName } from '../../libs/features/shared/command.ts';
import { defaultStandard } from '../../libs/features/shared/standard.ts';
import { namedId } from '../../libs/features/shared/streams.ts';
import { closePeriodBody } from '../web/src/periods/close-period-body.ts';
import { grantExceptionBody, grantWaiverBody, openCampaignBody } from '../web/src/policy/county-bodies.ts';
import { changedTargets } from '../web/src/policy/target-rows.ts';
import { contentOf, publishStandardBody, valuesOf } from '../web/src/standards/standard-form.ts';

const schemas = new Map(
  countyCommands.map(({ name, schema }) => [routeName(name), schema as z.ZodObject] as const),
);
const town = { code: '990101100', name: '城关镇' };
const day = dayjs('2024-06-01');
const words = { occurredOn: day, from: day, until: day, documentNo: ' 号 ', reason: ' 由 ' };
const [target] = changedTargets(
  [{ town, target: null, line: null }],
  { [town.code]: { venues: '3', amount: '1,000.00', campaign: '提升年' } },
  { occurredOn: '2024-06-01', year: 2024 },
);

describe('a form of the county', () => {
  it.each<[string, object | undefined, string[]]>([
    ['publish-standard', publishStandardBody(words, contentOf(valuesOf(defaultStandard))), []],
    ['open-campaign', openCampaignBody({ ...words, campaign: '提升年' }), []],
    ['set-town-target', target, []],
    [
      'grant-waiver',
      grantWaiverBody({
        ...{ occurredOn: day, until: day, reason: '由', documentNo: '号' },
        ...{ townCode: town.code, venueId: namedId('venue'), kind: 'six-haves' },
      }),
      ['waiverId'],
    ],
    [
      'close-county-period',
      closePeriodBody({ occurredOn: day, period: '2024-Q1', reason: '由' }, 'closed'),
      [],
    ],
    [
      'grant-period-exception',
      grantExceptionBody({
        ...{ occurredOn: day, until: day, reason: '由' },
        ...{ townCode: town.code, period: '2024-03' },
      }),
      [],
    ],
  ])('%s sends exactly the fields of its command', (command, body, leftOut) => {
    const schema = schemas.get(command)!;
    expect([...Object.keys(body ?? {}), ...leftOut].toSorted()).toEqual(Object.keys(schema.shape).toSorted());
    expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  });
});
