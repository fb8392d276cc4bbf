import { randomBytes } from 'node:crypto';
import { query } from '../test-database.ts';
import { currentTestRun } from '../test-run.ts';

/** A database without anything in it, for what prepares one. */
export interface EmptyDatabase {
  /** Superuser. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

export async function anEmptyDatabase(): Promise<EmptyDatabase> {
  const name = `empty_${randomBytes(8).toString('hex')}`;
  const url = (pathname: string) => Object.assign(new URL(currentTestRun().ownerUrl), { pathname }).href;
  await query(url('/postgres'), `create database ${name} template template0`);
  return {
    ownerUrl: url(`/${name}`),
    drop: async () => {
      await query(url('/postgres'), `drop database ${name}`);
    },
  };
}
