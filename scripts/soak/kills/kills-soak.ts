import type { Soak } from "../soak-report.ts";
import { soakKills } from "./soak-kills.ts";

export const killsSoak: Soak = {
  title: "Killing the app and its engine at random moments",
  count: 1000,
  async run({ count, seed, onProgress }) {
    const report = await soakKills({ rounds: count, seed, onRound: onProgress });
    const { kills, during, finishedMessages, worstLossMs, breaches } = report;
    return {
      facts: {
        "SIGKILLs of the app": kills.app,
        "SIGKILLs of the engine": kills.engine,
        "finished messages that a page had received": finishedMessages,
        "age of the oldest lost text of a reply, in ms":
          worstLossMs === null ? "none" : Math.round(worstLossMs),
      },
      rows: Object.entries(during).map(([act, times]) => ({ "killed during": act, count: times })),
      breaches,
    };
  },
};
