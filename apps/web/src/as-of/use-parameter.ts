import { useSearchParams } from 'react-router';

/** A choice that the address keeps, so that a page can be sent and gone back to; undefined: none is made. */
export function useParameter(name: string): [string | undefined, (value: string | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = (value: string | undefined) =>
    setSearch((before) => {
      if (value === undefined) before.delete(name);
      else before.set(name, value);
      return before;
    });
  return [search.get(name) ?? undefined, choose];
}
