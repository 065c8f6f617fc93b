/** Names the one host that all end-to-end specs run on; without it, `npm run e2e` chooses. */
export const e2eHostVariable = "FACET_E2E_HOST";

const hosts = ["browser", "desktop", "electron"] as const;
export type E2eHost = (typeof hosts)[number];

/** @returns null when none is named. @throws when the name is unknown */
export function chosenHost(environment: NodeJS.ProcessEnv = process.env): E2eHost | null {
  const name = environment[e2eHostVariable];
  if (!name) return null;
  const host = hosts.find((known) => known === name);
  if (host === undefined) throw new Error(`Unknown host “${name}”: use ${hosts.join(", ")}.`);
  return host;
}
