import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Keeps what a provider hands out for as long as the test runs, so that another provider can go on with it. */
export function keptArtifacts(): AdapterFactory {
  const kept = new Map<string, AdapterPayload>();
  return (model) => adapterOf(kept, model);
}

function adapterOf(kept: Map<string, AdapterPayload>, model: string): Adapter {
  const key = (id: string) => `${model} ${id}`;
  const change = (work: () => unknown) => Promise.resolve(void work());
  const findBy = (matches: (payload: AdapterPayload) => boolean) =>
    Promise.resolve(
      [...kept].find(([name, payload]) => name.startsWith(`${model} `) && matches(payload))?.[1],
    );
  return {
    upsert: (id, payload) => change(() => kept.set(key(id), payload)),
    find: (id) => Promise.resolve(kept.get(key(id))),
    findByUid: (uid) => findBy((payload) => payload.uid === uid),
    findByUserCode: (code) => findBy((payload) => payload.userCode === code),
    consume: (id) =>
      change(() => kept.set(key(id), { ...kept.get(key(id)), consumed: Math.floor(Date.now() / 1000) })),
    destroy: (id) => change(() => kept.delete(key(id))),
    revokeByGrantId: (grantId) =>
      change(() => {
        for (const [name, payload] of kept) if (payload.grantId === grantId) kept.delete(name);
      }),
  };
}
