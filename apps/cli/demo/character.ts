import { Dice } from './dice.ts';

/** What a town or a village is like; 1 is ordinary throughout. */
export interface Character {
  /** How fast is built. */
  readonly pace: number;
  /** How much is planned. */
  readonly ambition: number;
  /** How often people meet. */
  readonly vigour: number;
  /** How much of the village's own share comes in. */
  readonly reliability: number;
  /** Which share of the projects is given up. */
  readonly cancelled: number;
}

const STARS = new Set(['990101103', '990101105']);
const LAGGARDS = new Set(['990101107', '990101201']);

const STAR: Character = { pace: 1.1, ambition: 1.25, vigour: 1.25, reliability: 1, cancelled: 0.01 };
const ORDINARY: Character = { pace: 0.8, ambition: 1, vigour: 1, reliability: 0.97, cancelled: 0.04 };
const LAGGARD: Character = { pace: 0.5, ambition: 0.65, vigour: 0.7, reliability: 0.75, cancelled: 0.12 };

/** Stars, laggards, and what lies between. */
export function townCharacter(code: string): Character {
  if (STARS.has(code)) return STAR;
  return LAGGARDS.has(code) ? LAGGARD : varied(ORDINARY, new Dice(`character/${code}`), 0.12);
}

/** A village takes after its town; some are far ahead or behind. */
export function villageCharacter(town: Character, code: string): Character {
  const dice = new Dice(`character/${code}`);
  return varied(town, dice, dice.chance(0.1) ? 0.5 : 0.2);
}

function varied(character: Character, dice: Dice, by: number): Character {
  const factor = () => dice.real(1 - by, 1 + by);
  return {
    ...character,
    pace: character.pace * factor(),
    ambition: character.ambition * factor(),
    vigour: character.vigour * factor(),
  };
}
