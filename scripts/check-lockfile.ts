import { readFileSync } from "node:fs";
import { join } from "node:path";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const systems = ["darwin", "linux", "win32"];
const registry = "https://registry.npmjs.org/";

/**
 * Finds what would keep a lockfile from installing on Linux, macOS and Windows alike: npm records only the
 * platform packages that it could find on the machine that wrote the file.
 */
export function lockfileProblems({ packages }: Lockfile): string[] {
  const problems: string[] = [];
  for (const [path, { version = "", resolved, optionalDependencies = {} }] of Object.entries(packages)) {
    const name = path === "" ? "The project" : `${path.replace(/^.*node_modules\//, "")} ${version}`;
    if (resolved !== undefined && !resolved.startsWith(registry)) {
      problems.push(`${name} comes from ${resolved}, not from the npm registry.`);
    }
    const needed = Object.keys(optionalDependencies).map((each) => ({
      each,
      found: find(packages, path, each),
    }));
    const missing = needed.filter(({ found }) => !found).map(({ each }) => each);
    if (missing.length > 0) problems.push(`${name} lacks ${missing.join(", ")}.`);

    const covered = new Set(needed.flatMap(({ found }) => found?.os ?? []));
    // A package for one system only, such as fsevents, is not a platform family.
    const uncovered = covered.size > 1 ? systems.filter((system) => !covered.has(system)) : [];
    if (uncovered.length > 0) problems.push(`${name} has no package for ${uncovered.join(", ")}.`);
  }
  return problems;
}

/** Resolves a dependency as Node does: in the package's own folder, then in the parent folders. */
function find(packages: Lockfile["packages"], from: string, name: string): LockedPackage | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const found = packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`];
    if (found || folder === "") return found;
  }
}

if (import.meta.main) {
  const text = readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8");
  const problems = lockfileProblems(JSON.parse(text) as Lockfile);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
