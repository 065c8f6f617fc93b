import { openLog, type Log } from "./log.ts";
import { homePaths } from "./home.ts";

/**
 * Logs rejections that nothing handles. Without this, Node ends the process, and one forgotten promise takes all
 * chats with it. Call it before anything can fail.
 */
export function logUnhandledRejections(home: string): void {
  let log: Log | null = null;
  process.on("unhandledRejection", (reason) => {
    log ??= openLog(homePaths(home).logsFolder);
    log.error("A promise was rejected and nothing handled it: this is a bug", reason);
  });
}
