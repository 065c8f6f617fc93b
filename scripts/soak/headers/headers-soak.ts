import type { Soak } from "../soak-report.ts";
import { soakHeaders } from "./soak-headers.ts";

export const headersSoak: Soak = {
  title: "Reading and loading model files with mutated headers",
  count: 1000,
  async run(options) {
    const { outcomes, losses, engineDeaths, breaches } = await soakHeaders(options);
    const all = Object.values(outcomes);
    const names = [...new Set(all.flatMap((of) => Object.keys(of)))].sort();
    const total = (name: string) => all.reduce((sum, of) => sum + (of[name] ?? 0), 0);
    return {
      facts: {
        ...Object.fromEntries(
          names.map((name) => [name === "works" ? "loaded and generated" : name, total(name)]),
        ),
        "times the engine process was lost and replaced": engineDeaths,
        "times the app was lost": 0,
      },
      notes: losses.map(
        ({ seed, what, listed, outcome }) => `Seed ${seed}, ${what}: ${outcome}; listed as ${listed}`,
      ),
      rows: Object.entries(outcomes).map(([what, of]) => ({
        mutation: what,
        ...Object.fromEntries(names.map((name) => [name, of[name] ?? 0])),
      })),
      breaches,
    };
  },
};
