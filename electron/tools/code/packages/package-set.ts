import { z } from "zod";
import { isSafePath } from "../../../models/hub/safe-path.ts";

const packageSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  file_name: z.string().refine((name) => isSafePath(name) && !name.includes("/")),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The modules that it has. */
  imports: z.array(z.string()),
  depends: z.array(z.string()),
});

/** Pyodide's lock file: the packages that were built for it. */
export const lockSchema = z.looseObject({
  info: z.looseObject({}),
  packages: z.record(z.string(), packageSchema),
});

export type LockFile = Readonly<z.infer<typeof lockSchema>>;

export interface PythonPackage {
  readonly name: string;
  readonly version: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly imports: readonly string[];
  readonly depends: readonly string[];
}

/** Some packages of a lock file, with all that they depend on, in an order in which each comes after those. */
export class PackageSet {
  readonly packages: readonly PythonPackage[];
  readonly #lock: LockFile;

  /** @throws when the lock file lacks a package, or one depends on itself */
  constructor(lock: LockFile, names: readonly string[]) {
    this.#lock = lock;
    this.packages = closure(lock, names);
  }

  /** The packages of these modules, each by the first part of its name, with all that they depend on. */
  withModules(modules: readonly string[]): PackageSet {
    const found = this.packages.filter(({ imports }) => imports.some((module) => modules.includes(module)));
    return new PackageSet(
      this.#lock,
      found.map(({ name }) => name),
    );
  }

  /** A lock file with these packages only. */
  lockFile(): object {
    const { info, packages } = this.#lock;
    return { info, packages: Object.fromEntries(this.packages.map(({ name }) => [name, packages[name]])) };
  }
}

function closure({ packages }: LockFile, names: readonly string[]): readonly PythonPackage[] {
  const ordered = new Map<string, PythonPackage>();
  const visit = (name: string, path: readonly string[]) => {
    if (ordered.has(name)) return;
    const found = packages[name];
    if (found === undefined || path.includes(name))
      throw new Error(`The lock file can't be used for ${name}`);
    for (const dependency of found.depends) visit(dependency, [...path, name]);
    const { version, file_name: fileName, sha256, imports, depends } = found;
    ordered.set(name, { name, version, fileName, sha256, imports, depends });
  };
  for (const name of names) visit(name, []);
  return [...ordered.values()];
}
