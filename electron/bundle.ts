import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * dist/electron, which contains all bundled modules; in an installed app the command line has its own copy,
 * dist/command. Code that runs from its source uses the built files too.
 */
const here = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "../dist/electron")
  : import.meta.dirname;

/** The folder of an installed app's archive and of what lies beside it; null: this is a checkout. */
const resources = /^(.+?)[\\/]app\.asar(?:\.unpacked)?[\\/]/.exec(here)?.[1] ?? null;

/**
 * Where a part is: an installed app's archive, app.asar, is readable only inside Electron. The engine process lies
 * beside it, because the system's loader opens its libraries (ADR 39), and so does the command line (ADR 49).
 */
function part(name: string, place: "app.asar" | "app.asar.unpacked"): string {
  return resources === null ? join(here, "..", name) : join(resources, place, "dist", name);
}

/** The paths of the built app's parts. */
export const bundle = {
  pageFolder: part("renderer", "app.asar"),
  preload: join(here, "preload.cjs"),
  engineHost: join(part("engine", "app.asar.unpacked"), "engine-host.js"),
  templateHost: join(here, "template-host.js"),
  decodeHost: join(here, "decode-host.js"),
  pageHost: join(here, "page-host.js"),
  codeHost: join(here, "code-host.js"),
  demoModel: join(resources ?? join(here, "../../resources"), "demo", "facet-demo.gguf"),
  icon: join(here, "../../resources/icons/facet.png"),
} as const;

export function appVersion(): string {
  return appPackage().version;
}

export interface AppPackage {
  readonly version: string;
  /** The publisher's page; null where nobody has published this app. */
  readonly homepage: string | null;
  /** Whether the package is signed with a certificate. */
  readonly isSigned: boolean;
}

/** What packaging has written into package.json (scripts/packaging/publisher.ts). */
export function appPackage(): AppPackage {
  const { version, homepage, isSigned } = JSON.parse(
    readFileSync(join(here, "../../package.json"), "utf8"),
  ) as { readonly version: string; readonly homepage?: string; readonly isSigned?: boolean };
  const isPublished = homepage !== undefined && !homepage.endsWith(".example");
  return { version, homepage: isPublished ? homepage : null, isSigned: isSigned === true };
}
