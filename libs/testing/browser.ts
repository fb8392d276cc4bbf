import { chromium, type Page } from 'playwright-core';
import { PASSWORD } from './api.ts';
import { currentTestRun } from './test-run.ts';

// Also on a machine that does other things at the same time.
const WAIT_MS = 30_000;

/** A browser for one test file. */
export interface TestBrowser {
  /** What was thrown in any page so far. */
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
    const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    context.setDefaultTimeout(WAIT_MS);
    context.on('weberror', (error) => thrown.push(error.error()));
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
  await page.getByRole('button', { name: /^登\s*录$/ }).click();
}

/** Waits until a big figure of the page shows this. */
export async function showsFigure(page: Page, name: string, value: string): Promise<void> {
  const text = `document.querySelector('[data-testid="figure-${name}"]')?.textContent`;
  await page.waitForFunction(`${text} === ${JSON.stringify(value)}`);
}
