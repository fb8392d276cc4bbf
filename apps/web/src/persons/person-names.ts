import type { TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../api/persons.ts';

/** The people of the page's town by id, for the events that name them; empty where one may not see them. */
export const PersonsContext = createContext<ReadonlyMap<string, Person>>(new Map());

/** What the page calls a person: the name, or why there is none. */
export function personText(person: Person | undefined, t: TFunction): string {
  if (person === undefined) return t('person.hidden');
  return person.name ?? t(`person.state.${person.state}`);
}

/** The names of those whom one may see, by id. */
export function usePersonNames(): ReadonlyMap<string, string> {
  const { t } = useTranslation();
  const persons = useContext(PersonsContext);
  return new Map(Array.from(persons, ([personId, person]) => [personId, personText(person, t)]));
}
