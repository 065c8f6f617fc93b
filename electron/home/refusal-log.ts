import type { Log } from "./log.ts";

/** Logs what was refused. Never given what users or models wrote. */
export interface RefusalLog {
  /** @param what a short constant text @param detail a plain name */
  refused(what: string, detail?: string): void;
}

const mostPerMinute = 20;
const minuteMs = 60_000;
const longestDetail = 100;

/**
 * An attacker must not fill the log, nor hide one kind of refusal behind another: of each kind and minute,
 * the first ones are logged and the rest counted.
 */
export function refusalLog(log: Pick<Log, "error">, now: () => number = Date.now): RefusalLog {
  const kinds = new Map<string, { readonly beganAtMs: number; count: number }>();
  return {
    refused(what, detail) {
      const nowMs = now();
      let kind = kinds.get(what);
      if (kind === undefined || nowMs - kind.beganAtMs >= minuteMs) {
        const more = (kind?.count ?? 0) - mostPerMinute;
        if (more > 0) log.error(`Refused ${what} ${more} more times`);
        kind = { beganAtMs: nowMs, count: 0 };
        kinds.set(what, kind);
      }
      kind.count += 1;
      if (kind.count <= mostPerMinute) log.error(`Refused ${what}`, detail && plain(detail));
    },
  };
}

/** A detail comes from outside: it must not look like other lines of the log. */
function plain(detail: string): string {
  return detail.slice(0, longestDetail).replaceAll(/[^\x20-\x7e]/g, "?");
}
