import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * dist/electron, which contains all bundled modules. Code that runs from its source uses the built files too.
 */
const here = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "../dist/electron")
  : import.meta.dirname;

/**
 * A packaged app's archive, app.asar, is readable only inside Electron. The engine process lives beside the
 * archive, because the system's loader opens its libraries (ADR 39).
 */
const engine = join(here, "../engine").replace(/app\.asar(?=[\\/])/, "app.asar.unpacked");

/** The paths of the built app's parts. */
export const bundle = {
  pageFolder: join(here, "../renderer"),
  preload: join(here, "preload.cjs"),
  engineHost: join(engine, "engine-host.js"),
  templateHost: join(here, "template-host.js"),
  decodeHost: join(here, "decode-host.js"),
  pageHost: join(here, "page-host.js"),
  codeHost: join(here, "code-host.js"),
  demoModel: join(here, "../../resources/demo/facet-demo.gguf"),
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
