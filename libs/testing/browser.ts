import { chromium, type Page } from 'playwright-core';
import { PASSWORD } from './api.ts';
import { currentTestRun } from './test-run.ts';

// Also on a machine that does other things at the same time.
const WAIT_MS = 30_000;

/** A browser for one test file. */
export interface TestBrowser {
  /** What was thrown in any page so far. */
  readonly thrown: readonly Error[];
  /** A page of a browser profile of its own, signed in by the form and led on to `path`. */
  signIn(url: string, username: string, options?: SignInOptions): Promise<Page>;
  close(): Promise<void>;
}

interface SignInOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly path?: string;
}

export async function aBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: currentTestRun().chromium,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  const thrown: Error[] = [];
  return {
    thrown,
    signIn: async (url, username, { viewport = { width: 1366, height: 768 }, path = '' } = {}) => {
      const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
      context.setDefaultTimeout(WAIT_MS);
      const page = await context.newPage();
      page.on('pageerror', (error) => thrown.push(error));
      await page.goto(`${url}${path}`);
      await page.getByLabel('用户名').fill(username);
      await page.getByLabel('密码').fill(PASSWORD);
      await page.getByRole('button', { name: /登\s*录/ }).click();
      return page;
    },
    close: () => browser.close(),
  };
}

/** Waits until a big figure of the page shows this. */
export async function showsFigure(page: Page, name: string, value: string): Promise<void> {
  const text = `document.querySelector('[data-testid="figure-${name}"]')?.textContent`;
  await page.waitForFunction(`${text} === ${JSON.stringify(value)}`);
}
