import { appendFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/** Records events for diagnosing failures. Never contains what users or models wrote. */
export interface Log {
  info(message: string, detail?: unknown): void;
  error(message: string, detail?: unknown): void;
}

export interface LogLimits {
  readonly fileBytes: number;
  /** The number of older files kept beside the current one. */
  readonly olderFiles: number;
}

/**
 * Writes to `facet.log` in this folder; a full file becomes `facet.1.log` and so on. Writes synchronously,
 * because the lines just before a crash matter most. Never throws, so that a full disk does not cause further
 * failures.
 */
export function openLog(folder: string, limits: LogLimits = { fileBytes: 1_000_000, olderFiles: 2 }): Log {
  const current = join(folder, "facet.log");
  let bytes = sizeOf(current);

  function write(level: string, message: string, detail: unknown) {
    const line = `${new Date().toISOString()} ${level} ${message}${describe(detail)}\n`;
    try {
      if (bytes > 0 && bytes + Buffer.byteLength(line) > limits.fileBytes) {
        rotate(folder, limits.olderFiles);
        bytes = 0;
      }
      appendFileSync(current, line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
    } catch {
      // A failed write cannot be reported anywhere.
    }
  }

  return {
    info: (message, detail) => write("info", message, detail),
    error: (message, detail) => write("error", message, detail),
  };
}

function rotate(folder: string, olderFiles: number) {
  const name = (age: number) => join(folder, age === 0 ? "facet.log" : `facet.${age}.log`);
  for (let age = olderFiles - 1; age >= 0; age--) {
    try {
      renameSync(name(age), name(age + 1));
    } catch {
      // The file does not exist yet.
    }
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The maximum length of one detail; an engine's stderr can be long. */
const maxDetailLength = 8_000;

function describe(detail: unknown): string {
  if (detail === undefined) return "";
  const text =
    detail instanceof Error
      ? (detail.stack ?? detail.message)
      : typeof detail === "string"
        ? detail
        : JSON.stringify(detail);
  return text.includes("\n")
    ? `\n${text.slice(-maxDetailLength).replace(/^/gm, "    ")}`
    : ` ${text.slice(0, maxDetailLength)}`;
}
