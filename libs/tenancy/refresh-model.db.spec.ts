import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anAccount, type AnAccount } from '../testing/builders/account.builder.ts';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';

const CLIENT = { address: null, userAgent: null };

let installation: Installation;
let identity: Identity;
let clerk: AnAccount;

beforeAll(async () => {
  installation = await anInstallation();
  identity = anIdentity(installation.database);
  clerk = await anAccount(installation, { tenantId: await installation.aTown() });
});
afterAll(() => installation.close());

/** What happens to a session: somebody shows the n-th of its tokens so far, or half a minute passes. */
type Step = { readonly show: number } | 'half a minute passes';

/** What should come of it: the tokens are numbered as they were first given out. */
class Model {
  tokens = 1;
  private isOver = false;
  private isYoung = false;

  /** @returns the number of the token that is answered, or null. */
  show(number: number): number | null {
    const present = this.tokens - 1;
    if (this.isOver) return null;
    if (number === present) {
      this.isYoung = true;
      return this.tokens++;
    }
    if (number === present - 1 && this.isYoung) return present;
    this.isOver = true;
    return null;
  }

  wait(): void {
    this.isYoung = false;
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ show: fc.nat() }) },
    { weight: 1, arbitrary: fc.constant('half a minute passes' as const) },
  ),
  { minLength: 1, maxLength: 12 },
);

it('whoever shows which tokens of a session in whatever order, it goes on in one chain or ends', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (course: Step[]) => {
      const first = (await identity.sessions.start({ ...clerk, ...CLIENT }))!;
      const { sessionId } = first.grant.principal;
      const tokens = [first.refreshToken];
      const model = new Model();
      for (const step of course) {
        if (step === 'half a minute passes') {
          model.wait();
          await installation.owner.query(
            `update zhendi.session set last_used_at = last_used_at - interval '31 seconds' where session_id = $1`,
            [sessionId],
          );
          continue;
        }
        // Of tokens that are there, young ones more often.
        const number = Math.max(0, tokens.length - 1 - (step.show % 4));
        const answer = await identity.sessions.refresh(tokens[number]!, CLIENT);
        const expected = model.show(number);
        if (answer && !tokens.includes(answer.refreshToken)) tokens.push(answer.refreshToken);
        expect(answer === null ? null : tokens.indexOf(answer.refreshToken)).toBe(expected);
        expect(tokens).toHaveLength(model.tokens);
      }
    }),
    { numRuns: 60 },
  );
});

it('of tokens that are shown at once, in whatever number, at most one chain is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 8 }), async (shown) => {
      const first = (await identity.sessions.start({ ...clerk, ...CLIENT }))!.refreshToken;
      const second = (await identity.sessions.refresh(first, CLIENT))!.refreshToken;
      const third = (await identity.sessions.refresh(second, CLIENT))!.refreshToken;
      const known = [first, second, third];
      const answers = await Promise.all(shown.map((n) => identity.sessions.refresh(known[n]!, CLIENT)));
      const given = new Set([...known, ...answers.flatMap((answer) => answer?.refreshToken ?? [])]);
      // Whoever goes on from here with any token that was ever given: they all meet in one, or in none.
      const onward = new Set<string>();
      for (const token of [...given].reverse()) {
        const answer = await identity.sessions.refresh(token, CLIENT);
        if (answer) onward.add(answer.refreshToken);
      }
      expect(onward.size).toBeLessThanOrEqual(1);
      if (shown.includes(0)) expect(onward.size).toBe(0);
    }),
    { numRuns: 30 },
  );
});
