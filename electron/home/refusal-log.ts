import type { Log } from "./log.ts";

/** Logs what was refused. Never given what users or models wrote. */
export interface RefusalLog {
  /** @param what a short constant text @param detail a plain name */
  refused(what: string, detail?: string): void;
}

const mostPerMinute = 20;
const minuteMs = 60_000;
const longestDetail = 100;

/** Whoever attacks must not fill the log: of each minute, the first refusals are logged and the rest counted. */
export function refusalLog(log: Pick<Log, "error">, now: () => number = Date.now): RefusalLog {
  let beganAtMs = -Infinity;
  let count = 0;
  return {
    refused(what, detail) {
      const nowMs = now();
      if (nowMs - beganAtMs >= minuteMs) {
        if (count > mostPerMinute) log.error(`Refused ${count - mostPerMinute} more times`);
        beganAtMs = nowMs;
        count = 0;
      }
      count += 1;
      if (count <= mostPerMinute) log.error(`Refused ${what}`, detail && plain(detail));
    },
  };
}

/** A detail comes from outside: it must not look like other lines of the log. */
function plain(detail: string): string {
  return detail.slice(0, longestDetail).replaceAll(/[^\x20-\x7e]/g, "?");
}
