import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { DatabaseSync, StatementSync } from "node:sqlite";

/** What happens to a call. */
export type FaultKind =
  /** It fails once. */
  | "rejects"
  /** It takes until the fault is lifted, and fails then. */
  | "hangs"
  /** It fails, and so does every call of its kind (files, database, engine) until the fault is lifted. */
  | "refuses"
  /** The engine process ends. */
  | "dies"
  /** The engine answers with something that is no answer. */
  | "garbles";

export interface Fault {
  readonly site: string;
  readonly kind: FaultKind;
}

type Domain = "files" | "database" | "engine";

export interface Site {
  /** Kind of call and where in the services it is made. */
  readonly name: string;
  readonly domain: Domain;
}

const root = new URL("../../../", import.meta.url).pathname;

/**
 * Knows every place in the services from which files, the database and the engine are called, and makes the calls
 * from one of them fail. It replaces functions of Node, so it must run in a process of its own or be removed.
 */
export class FaultSites {
  readonly #seen = new Map<string, Site>();
  #fault: Fault | null = null;
  #domain: Domain | null = null;
  #hits = 0;
  readonly #hanging = new Set<() => void>();
  readonly #undo: (() => void)[] = [];

  /** Those that were called so far. */
  get sites(): readonly Site[] {
    return [...this.#seen.values()];
  }

  /** How often the fault has struck. */
  get hits(): number {
    return this.#hits;
  }

  arm(fault: Fault): void {
    this.#fault = fault;
    this.#domain = this.#seen.get(fault.site)?.domain ?? null;
    this.#hits = 0;
  }

  lift(): void {
    this.#fault = null;
    for (const end of this.#hanging) end();
    this.#hanging.clear();
  }

  async install(): Promise<void> {
    const names = [
      "open",
      "rename",
      "rm",
      "stat",
      "readdir",
      "mkdir",
      "readFile",
      "writeFile",
      "realpath",
      "access",
    ];
    this.#replace(fs, [...names, "utimes", "statfs", "copyFile"], "files", true);
    const handle = await fs.open(import.meta.filename);
    await handle.close();
    const prototype = Object.getPrototypeOf(handle) as object;
    this.#replace(
      prototype,
      ["write", "writeFile", "sync", "read", "readFile", "stat", "truncate"],
      "files",
      true,
    );
    this.#replace(StatementSync.prototype, ["run", "get", "all"], "database", false);
    this.#replace(DatabaseSync.prototype, ["exec"], "database", false);
    syncBuiltinESMExports();
  }

  remove(): void {
    for (const undo of this.#undo.splice(0)) undo();
    syncBuiltinESMExports();
  }

  /** The fault that strikes this request to the engine; null: none does. */
  atEngine(request: string): FaultKind | null {
    const name = `engine.${request}`;
    this.#seen.set(name, { name, domain: "engine" });
    return this.#strikes(name, "engine");
  }

  #replace(target: object, names: readonly string[], domain: Domain, isAsync: boolean): void {
    for (const name of names) {
      const original = Reflect.get(target, name) as (...parameters: unknown[]) => unknown;
      const outcome = (call: () => unknown): unknown => {
        const site = siteOf(name);
        if (site === null) return call();
        this.#seen.set(site, { name: site, domain });
        const kind = this.#strikes(site, domain);
        if (kind === null) return call();
        const error = domain === "files" ? diskFull() : databaseFull();
        if (!isAsync) throw error;
        return kind === "hangs" ? this.#hang(error) : Promise.reject(error);
      };
      const replacement = function (this: unknown, ...parameters: unknown[]): unknown {
        return outcome(() => original.apply(this, parameters));
      };
      Reflect.set(target, name, replacement);
      this.#undo.push(() => Reflect.set(target, name, original));
    }
  }

  #strikes(site: string, domain: Domain): FaultKind | null {
    const fault = this.#fault;
    if (fault === null) return null;
    const isIt = fault.site === site && (this.#hits === 0 || fault.kind === "refuses");
    const isRefused =
      fault.kind === "refuses" && this.#hits > 0 && this.#domain === domain && domain !== "engine";
    if (!isIt && !isRefused) return null;
    this.#hits += 1;
    return fault.kind;
  }

  #hang(error: Error): Promise<never> {
    return new Promise((_, reject) => this.#hanging.add(() => reject(error)));
  }
}

const diskFull = () =>
  Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC", errno: -28 });

const databaseFull = () =>
  Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: 13 });

/** The two innermost places in the services that lead to a call; null: the services did not make it. */
function siteOf(name: string): string | null {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 30;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const places = Array.from(
    stack.matchAll(/\/((?:electron|shared)\/[^\s:)]+):(\d+):\d+/g),
    ([, file, line]) => ({
      file,
      line,
    }),
  );
  const own = places.filter(({ file }) => file !== "electron/storage/database.ts");
  if (own.length === 0 || !stack.includes(root)) return null;
  return `${name} < ${own
    .slice(0, 2)
    .map(({ file, line }) => `${file}:${line}`)
    .join(" < ")}`;
}
