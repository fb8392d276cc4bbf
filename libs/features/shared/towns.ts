import { Refusal } from './refusal.ts';

/**
 * A county lays something down for towns of its own: their codes begin with the county's.
 *
 * @throws {Refusal} town.of-other-county
 */
export function requireTownOf(countyCode: string, townCode: string): void {
  if (townCode.startsWith(countyCode)) return;
  throw new Refusal(
    'town.of-other-county',
    {
      zh: `乡镇代码应以本县代码 ${countyCode} 开头`,
      en: `the town's code must begin with the county's code ${countyCode}`,
    },
    { zh: '请核对乡镇代码', en: 'check it' },
    '/townCode',
  );
}
