import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { comesTrue, PHONE, SCREEN } from './browser.ts';

// What the other rules find would be thrown away below, and takes a third of the time.
const SERIOUS_RULES = `axe.run({
  resultTypes: ['violations'],
  rules: Object.fromEntries(
    axe._audit.rules.filter(({ impact }) => /^(minor|moderate)$/.test(impact)).map(({ id }) => [id, { enabled: false }]),
  ),
})`;

/** What keeps people from using a page as it is now: axe's findings of impact serious or critical, one a line. */
export async function seriousFaults(page: Page): Promise<string[]> {
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(SERIOUS_RULES)) as AxeResults;
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
    // The page hears of its new width in the next frame, and draws cards for tables in the one after.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    faults.push(...(await seriousFaults(page)).map((fault) => `${name}: ${fault}`));
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > viewport.width) faults.push(`${name}: is ${String(width)} px wide`);
  }
  return faults;
}

/** Leads an open page on to another of its addresses, as its links do, until it shows this text there. */
export async function goOn(page: Page, path: string, shows: string): Promise<void> {
  const main = page.getByRole('main');
  // What says the same where one comes from is no sign of having arrived.
  await main
    .getByText(shows)
    .evaluateAll((elements) => elements.forEach((element) => element.setAttribute('data-left', '')));
  await page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
  await main.getByText(shows).and(page.locator(':not([data-left])')).first().waitFor();
  await loaded(page, shows);
}

/** Waits until a page shows this text in its content, and nothing of it is still being loaded. */
export async function loaded(page: Page, shows: string): Promise<void> {
  await page.getByRole('main').getByText(shows).first().waitFor();
  const unfinished = '.ant-skeleton, .ant-spin-spinning, [aria-busy=true], .chart-frame:not(:has(svg))';
  await comesTrue(page, `document.querySelector(${JSON.stringify(unfinished)}) === null`);
}
