import { Grid } from 'antd';

/** Whether the page is as narrow as a phone; tables of many columns then become cards. */
export function usePhone(): boolean {
  // Before the first measurement nothing is known; the wide form is the one to start with.
  return Grid.useBreakpoint().md === false;
}
