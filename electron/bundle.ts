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
  const { version } = JSON.parse(readFileSync(join(here, "../../package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
