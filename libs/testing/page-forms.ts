import type { Page } from 'playwright-core';

/** Opens a form of a page by its button, fills it, sends it, and waits until what was recorded is confirmed. */
export async function record(
  page: Page,
  form: string,
  fillIn: () => Promise<void>,
  confirmation: string,
): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: form, exact: true }).first().click();
  await page.getByRole('dialog').waitFor();
  await fillIn();
  await send(page);
  await page.getByText(confirmation).first().waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Sends the form that is open. */
export const send = (page: Page) =>
  page
    .getByRole('dialog')
    .getByRole('button', { name: /提\s*交/ })
    .click();

/** Chooses from a list of the form that is open. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByLabel(label, { exact: true }).click();
  await page.locator('.ant-select-item-option:visible', { hasText: option }).first().click();
}

/** Types into a field of the form that is open. */
export const fill = (page: Page, label: string, value: string) =>
  page.getByRole('dialog').getByLabel(label, { exact: true }).fill(value);

/** Picks one of the terms that the form shows; of those below a label, where several fields have it. */
export const pick = (page: Page, term: string, label?: string) => {
  const dialog = page.getByRole('dialog');
  const within = label === undefined ? dialog : dialog.getByRole('radiogroup', { name: label, exact: true });
  return within.getByText(term, { exact: true }).click();
};

/** Types a day, and leaves its field: Enter would send the form too. */
export async function pickDate(page: Page, label: string, date: string): Promise<void> {
  await fill(page, label, date);
  await page.keyboard.press('Tab');
}
