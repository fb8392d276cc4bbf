import { namedId } from '../../../libs/features/shared/streams.ts';
import type { OfficerPost } from '../../../libs/features/shared/values.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import type { Town } from '../county-import/county.ts';
import { Dice } from './dice.ts';
import { GIVEN_NAMES, SURNAMES } from './vocabulary.ts';

/** An invented person of a town. Numbers begin with 100, which no mobile network has. */
export interface DemoPerson {
  readonly personId: string;
  readonly name: string;
  readonly phone: string;
}

/** The holder of a village's post. */
export function villagePerson({ code }: Division, post: OfficerPost): DemoPerson {
  return person(`${code}/${post}`);
}

/** The town's group that leads its programme, the head first. */
export function leadGroup({ code }: Town): DemoPerson[] {
  return [1, 2, 3].map((number) => person(`${code}/lead/${number}`));
}

/** Everybody of a town, for the side store. */
export function townPeople(town: Town): DemoPerson[] {
  return [
    ...leadGroup(town),
    ...town.villages.flatMap((village) => [
      villagePerson(village, 'party-secretary'),
      villagePerson(village, 'clerk'),
    ]),
  ];
}

function person(name: string): DemoPerson {
  const dice = new Dice(`person/${name}`);
  return {
    personId: namedId(`demo/person/${name}`),
    name: `${dice.pick(SURNAMES)}${dice.pick(GIVEN_NAMES)}`,
    phone: `100${String(dice.int(0, 99_999_999)).padStart(8, '0')}`,
  };
}
