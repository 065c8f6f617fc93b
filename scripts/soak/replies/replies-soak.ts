import type { Soak } from "../soak-report.ts";
import { withFacet } from "../with-facet.ts";
import { soakReplies, writeHostileChats, type HostileChat } from "./soak-replies.ts";

export const repliesSoak: Soak = {
  title: "Drawing replies that are made to block or end the page",
  count: 5000,
  run(options) {
    let chats: readonly HostileChat[] = [];
    const beforeStart = {
      async run(home: string) {
        chats = await writeHostileChats(home, options);
      },
    };
    return withFacet(beforeStart, async ({ page, troubles }) => {
      let crashes = 0;
      page.on("crash", () => (crashes += 1));
      const report = await soakReplies(page, chats, options.onProgress);
      return {
        facts: {
          "longest task, in ms of the processor": Math.round(report.longestCpuMs),
          "longest task, in ms": Math.round(report.longestWallMs),
          crashes,
        },
        rows: [...report.constructs]
          .sort(([one], [other]) => one.localeCompare(other))
          .map(([construct, { replies, longestMs }]) => ({
            construct,
            replies,
            "longest task in a chat with it, ms": Math.round(longestMs),
          })),
        breaches: [...report.breaches, ...troubles.unexpected()],
      };
    });
  },
};
