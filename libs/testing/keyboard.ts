import type { Locator, Page } from 'playwright-core';

// More than any page has; a place that is never reached fails here.
const MOST_STOPS = 150;

/** Presses Tab until the focus is there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(target)) return;
  }
  throw new Error(`${String(MOST_STOPS)} times Tab do not lead to ${target.toString()}`);
}

/** Whether the focus is on it or on something in it. */
export async function hasFocus(target: Locator): Promise<boolean> {
  return (
    (await target.count()) > 0 &&
    target.first().evaluate((element) => element.matches(':focus, :has(:focus)'))
  );
}

/**
 * What can be clicked on the page and not be reached by keys: a pointer shows over it, and neither it nor anything
 * around or in it takes the focus. Drawings are left out: the table behind each has all of its figures.
 */
export function unreachable(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const focusable = 'a[href], button, input, select, textarea, summary, label, [tabindex]';
    const pointed = (element) => element !== null && getComputedStyle(element).cursor === 'pointer';
    return [...document.querySelectorAll('body *')]
      .filter((element) => pointed(element) && !pointed(element.parentElement) && element.checkVisibility())
      .filter((element) => !element.closest('.chart, [disabled], [aria-disabled=true]'))
      .filter((element) => !element.closest(focusable) && !element.querySelector(focusable))
      .map((element) => element.outerHTML.slice(0, 160));
  })()`);
}

/** Goes through the whole page by Tab. @returns the stops at which nothing shows where the focus is. */
export async function stopsWithoutMark(page: Page): Promise<string[]> {
  const unmarked = new Set<string>();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const { html, marked, last } = await page.evaluate<{ html: string; marked: boolean; last: boolean }>(
      STOP,
    );
    if (last) break;
    if (!marked) unmarked.add(html);
  }
  return [...unmarked];
}

/**
 * Whether the looks of what has the focus, of what stands beside it and of what it stands in change when it loses it.
 * Where an element hides itself, as inputs behind their own signs do, its neighbours show the focus.
 */
const STOP = `(async () => {
  const element = document.activeElement;
  if (element === null || element === document.body || element === window.firstStop) return { html: '', marked: true, last: true };
  window.firstStop ??= element;
  const around = [...element.parentElement.children, element.parentElement, element.parentElement.parentElement];
  const looks = () => [...around, element.parentElement.parentElement?.parentElement].filter(Boolean).map((one) => {
    const { outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor, top, opacity } = getComputedStyle(one);
    return [outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor, top, opacity].join();
  }).join(';');
  const focused = looks();
  element.blur();
  // Who draws the mark by script does so in the next frame.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const left = looks();
  element.focus();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return { html: element.outerHTML.slice(0, 160), marked: focused !== left, last: false };
})()`;
