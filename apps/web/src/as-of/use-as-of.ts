import { useSearchParams } from 'react-router';

const parameter = 'asOf';

/** The day that the page shows, as the address says it; undefined for the page as it is now. */
export function useAsOf(): string | undefined {
  return useSearchParams()[0].get(parameter) ?? undefined;
}

/** Shows the page as of a day, or as it is now. The address carries the day, so that it can be sent and gone back to. */
export function useChooseAsOf(): (day: string | undefined) => void {
  const [, setSearch] = useSearchParams();
  return (day) =>
    setSearch((search) => {
      if (day === undefined) search.delete(parameter);
      else search.set(parameter, day);
      return search;
    });
}

/** Addresses of other pages, as of the same day. */
export function useDatedPath(): (path: string) => string {
  const day = useAsOf();
  return (path) =>
    day === undefined ? path : `${path}?${new URLSearchParams({ [parameter]: day }).toString()}`;
}
