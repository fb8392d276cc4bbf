import { type Browser, chromium, type Page } from 'playwright-core';
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
  /** The same of somebody who is signed in already, at `path`. The sign-in page itself has tests of its own. */
  signIn(url: string, username: string, options?: SignInOptions): Promise<Page>;
  /**
   * After each test: forgets all that its profiles hold, and keeps their pages for the next test. A new page compiles
   * the scripts anew: 2.6 s of CPU until the sign-in page is there, and 0.8 s in a page that was used before.
   */
  reset(): Promise<void>;
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
      // No process in reserve and no optimising compilers, for pages that live for seconds: a fifth of the CPU time.
      ...['--disable-features=SpareRendererForSitePerProcess', '--disable-site-isolation-trials'],
      '--js-flags=--no-opt --no-maglev',
    ],
  });
  const thrown: Error[] = [];
  const used: Page[] = [];
  const idle: Page[] = [];
  const take = async (viewport: Viewport): Promise<Page> => {
    const page = idle.pop() ?? (await newProfile(browser, thrown));
    used.push(page);
    await page.setViewportSize(viewport);
    return page;
  };
  return {
    thrown,
    open: async (address, { viewport = SCREEN } = {}) => {
      const page = await take(viewport);
      await page.goto(address);
      return page;
    },
    signIn: async (url, username, { viewport = SCREEN, path = '' } = {}) => {
      const page = await take(viewport);
      const data = { username, password: PASSWORD };
      const answer = await page.request.post(`${url}/api/v1/sign-in`, { data });
      if (!answer.ok()) throw new Error(`${username} was not signed in: ${await answer.text()}`);
      await page.goto(`${url}${path}`);
      return page;
    },
    reset: async () => {
      for (const page of used.splice(0)) if (await forget(page)) idle.push(page);
    },
    close: () => browser.close(),
  };
}

async function newProfile(browser: Browser, thrown: Error[]): Promise<Page> {
  const context = await browser.newContext({
    ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
    // What moves under the mouse on a busy machine is not clicked.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(WAIT_MS);
  context.on('weberror', (error) => thrown.push(error.error()));
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) thrown.push(new Error(message.text()));
  });
  return context.newPage();
}

/** @returns whether the page is as good as that of a new profile; its profile is closed otherwise. */
async function forget(page: Page): Promise<boolean> {
  const context = page.context();
  // A test that closed its page or left the site wants nobody to go on with it.
  if (page.isClosed() || !page.url().startsWith('http://127.0.0.1:')) {
    await context.close();
    return false;
  }
  for (const other of context.pages()) if (other !== page) await other.close();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
  await page.goto('about:blank');
  await context.clearCookies();
  return true;
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
