import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { comesTrue, PHONE, SCREEN } from './browser.ts';

/** What keeps people from using a page as it is now: axe's findings of impact serious or critical, one a line. */
export async function seriousFaults(page: Page): Promise<string[]> {
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** The same on a small screen and on a phone, and whether the page fits them; leaves it on the screen. */
export async function faultsOnScreens(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, viewport] of [
    ['phone', PHONE],
    ['screen', SCREEN],
  ] as const) {
    await page.setViewportSize(viewport);
    await comesTrue(page, `window.innerWidth === ${String(viewport.width)}`);
    faults.push(...(await seriousFaults(page)).map((fault) => `${name}: ${fault}`));
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > viewport.width) faults.push(`${name}: is ${String(width)} px wide`);
  }
  return faults;
}

/** Waits until a page shows this text in its content, and nothing of it is still being loaded. */
export async function loaded(page: Page, shows: string): Promise<void> {
  await page.getByRole('main').getByText(shows).first().waitFor();
  const unfinished = '.ant-skeleton, .ant-spin-spinning, [aria-busy=true], .chart-frame:not(:has(svg))';
  await comesTrue(page, `document.querySelector(${JSON.stringify(unfinished)}) === null`);
}
