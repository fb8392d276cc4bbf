import { chromium, type Page } from 'playwright-core';
import { PASSWORD } from './api.ts';
import { currentTestRun } from './test-run.ts';
import { until } from './until.ts';

// Also on a machine that does other things at the same time.
const WAIT_MS = 60_000;

/** A browser for one test file. */
export interface TestBrowser {
  /** What was thrown in any page so far, and what a page would have done against its content security policy. */
  readonly thrown: readonly Error[];
  /** A page of a browser profile of its own; other pages of the profile are `page.context().newPage()`. */
  open(address: string, options?: { readonly viewport?: Viewport }): Promise<Page>;
  /** The same, signed in by the form and led on to `path`. */
  signIn(url: string, username: string, options?: SignInOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

interface SignInOptions {
  readonly viewport?: Viewport;
  readonly path?: string;
}

export const SCREEN: Viewport = { width: 1366, height: 768 };
export const PHONE: Viewport = { width: 390, height: 844 };

export async function aBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: currentTestRun().chromium,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  const thrown: Error[] = [];
  const open: TestBrowser['open'] = async (address, { viewport = SCREEN } = {}) => {
    const context = await browser.newContext({
      ...{ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
      // What moves under the mouse on a busy machine is not clicked.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(WAIT_MS);
    context.on('weberror', (error) => thrown.push(error.error()));
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) thrown.push(new Error(message.text()));
    });
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  return {
    thrown,
    open,
    signIn: async (url, username, { viewport = SCREEN, path = '' } = {}) => {
      const page = await open(`${url}${path}`, { viewport });
      await fillSignIn(page, username, PASSWORD);
      return page;
    },
    close: () => browser.close(),
  };
}

/** Fills the sign-in page and sends it. */
export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.locator('button[type="submit"]').click();
}

/** Waits until a big figure of the page shows this. */
export function showsFigure(page: Page, name: string, value: string): Promise<void> {
  const text = `document.querySelector('[data-testid="figure-${name}"]')?.textContent`;
  return comesTrue(page, `${text} === ${JSON.stringify(value)}`);
}

/** Waits until this is true in the page. Asked from outside: what the page itself would evaluate, its policy forbids. */
export function comesTrue(page: Page, expression: string): Promise<void> {
  return until(() => page.evaluate<boolean>(expression));
}
